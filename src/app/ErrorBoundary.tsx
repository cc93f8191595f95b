import { Button, Center, Code, Stack, Text, Title } from '@mantine/core';
import { Component, type ReactNode } from 'react';

/** The last resort: something in the page broke. What was saved is on disk, so reloading helps. */
export class ErrorBoundary extends Component<{ children: ReactNode }, { error: Error | null }> {
  override state: { error: Error | null } = { error: null };

  static getDerivedStateFromError(error: Error) {
    return { error };
  }

  override render() {
    const { error } = this.state;
    if (error === null) return this.props.children;
    return (
      <Center component="main" mih="80dvh" p="lg">
        <Stack maw={480} role="alert">
          <Title order={1} size="h3">
            Something went wrong in this page
          </Title>
          <Text>
            Your images and your model are saved on this device. Reload the page to go on. If it
            happens again, please report the line below.
          </Text>
          <Code block>{error.message}</Code>
          <Button onClick={() => window.location.reload()}>Reload</Button>
        </Stack>
      </Center>
    );
  }
}
