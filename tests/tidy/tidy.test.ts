import { describe, expect, test } from 'vitest';
import { dependencyFindings, lockFindings } from './dependency-rules.ts';
import { danglingFindings, mapFindings, movedFindings, readmeFindings, topLevelFindings } from './folder-rules.ts';
import { importFindings } from './import-rules.ts';
import { lengthFindings, lineFindings, nameFindings } from './line-rules.ts';
import { projectFiles } from './project-file.ts';
import { recipeFindings } from './recipe-rules.ts';
import { crowdedFindings, twoWayFindings } from './room-rules.ts';
import { titleFindings } from './title-rules.ts';
import { findingsBeyond, WORD_COUNT_MAX } from './word-rules.ts';

describe('the project is tidy', () => {
  const files = projectFiles();

  test('the walk through the files reaches every floor', () => {
    for (const floor of ['protocol/', 'firmware-sim/', 'hil/', 'tests/']) {
      expect(files.some((file) => file.path.startsWith(floor) && file.path.endsWith('.ts'))).toBe(true);
    }
  });

  test('no line escapes lint, types, clock or test run, or names a machine or a version', () => {
    expect(files.flatMap(lineFindings)).toEqual([]);
  });

  test('no file is too long, and none has a name that says nothing', () => {
    expect([...files.flatMap(lengthFindings), ...files.flatMap(nameFindings)]).toEqual([]);
  });

  test('imports run downwards only', () => {
    expect(files.flatMap(importFindings)).toEqual([]);
  });

  test('each folder has a short README of its files, and the top one names the floors', () => {
    expect([...readmeFindings(files), ...movedFindings(files), ...mapFindings(files)]).toEqual([]);
  });

  test('no folder is crowded, and no two folders import each other', () => {
    expect([...crowdedFindings(files), ...twoWayFindings(files)]).toEqual([]);
  });

  test('every document that is mentioned exists', () => {
    expect(danglingFindings(files)).toEqual([]);
  });

  test('each floor says in five steps how to add to it, and names files that exist', () => {
    expect(recipeFindings(files)).toEqual([]);
  });

  test('the top level holds the floors and what tools force there', () => {
    expect(topLevelFindings(files)).toEqual([]);
  });

  test('prose does without the words and openings that hide the part that acts', () => {
    expect(findingsBeyond(files, WORD_COUNT_MAX)).toEqual([]);
  });

  test('no test title is longer than 80 characters', () => {
    expect(files.flatMap(titleFindings)).toEqual([]);
  });

  test('the lock file is one that npm ci takes', () => {
    expect(files.filter((file) => file.path === 'package-lock.json').flatMap(lockFindings)).toEqual([]);
  });

  test('dependencies are pinned exactly', () => {
    expect(files.filter((file) => file.path === 'package.json').flatMap(dependencyFindings)).toEqual([]);
  });
});
