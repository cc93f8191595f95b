/** Of a part of the app that only comes when it is wanted: the network may be cut. */
export const PART_MISSING = {
  title: 'This part could not be loaded',
  text: 'Connect to the network and try again, or reload the page; everything saved is safe.',
};
