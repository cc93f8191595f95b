import { Alert, Text } from '@mantine/core';

export function NoStorage() {
  return (
    <Alert color="red" role="alert" title="This browser gives the app no storage" mb="md">
      <Text size="sm">
        Without it nothing could be kept, so the app does not start. Leave private browsing, or
        allow this site to store data, and reload the page.
      </Text>
    </Alert>
  );
}
