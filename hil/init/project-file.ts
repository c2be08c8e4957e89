/** A file of a project that `init` lays down. */
export interface ProjectFile {
  /** Relative to the folder of the project, with slashes. */
  readonly path: string;
  readonly text: string;
}
