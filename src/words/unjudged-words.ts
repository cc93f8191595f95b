/** Why there is no accuracy. @param names of the classes whose images are all of one recording */
export function unjudgedWords(names: readonly string[]): string {
  const which = names.length === 0 ? 'a class' : names.map((name) => `“${name}”`).join(', ');
  return `No accuracy yet: all images of ${which} come from one recording, whose frames are too alike to test each other. Record or upload a second time, and train again.`;
}
