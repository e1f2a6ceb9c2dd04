import { join } from 'node:path';

/** The checkout that the command line runs from. */
export const PROJECT_FOLDER = join(__dirname, '..');

/** Downloads and what is made of them. */
export const CACHE_FOLDER = join(PROJECT_FOLDER, '.cache');
