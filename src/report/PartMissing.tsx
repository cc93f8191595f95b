import { Alert } from '@mantine/core';

export function PartMissing() {
  return (
    <Alert color="red" title="This part could not be loaded" role="alert">
      Connect to the network and reload the page; everything saved is safe.
    </Alert>
  );
}
