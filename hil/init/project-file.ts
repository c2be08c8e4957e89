/** A file of a project that `init` writes. */
export interface ProjectFile {
  /** Path relative to the folder of the project, with slashes. */
  readonly path: string;
  readonly text: string;
}
