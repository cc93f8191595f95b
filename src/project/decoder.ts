import { Decoder } from '../picture/decoder.ts';

/** The app's one decoder. Its worker starts with the first picture. */
export const decoder = new Decoder();
