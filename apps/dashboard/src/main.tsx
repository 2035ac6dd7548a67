/** Starts the dashboard in the browser. */
import '@mantine/core/styles.css';
import './style.css';
import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { ApiError } from './api/client';
import { App } from './app';
import { theme } from './theme';

/** A refusal stays a refusal; only an unreachable or broken server is worth asking again. */
const isPassing = (error: Error): boolean => error instanceof ApiError && (error.status === 0 || error.status >= 500);

const client = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      retry: (failures, error) => failures < 2 && isPassing(error),
      retryDelay: (failures) => 300 * 2 ** failures,
      // A page that shows an error mends itself when the server is back.
      refetchInterval: (query) => (query.state.status === 'error' || query.state.error ? 5_000 : false),
      networkMode: 'always',
    },
  },
});

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no element #root to draw into');
createRoot(root).render(
  <StrictMode>
    <MantineProvider theme={theme} defaultColorScheme="auto">
      <QueryClientProvider client={client}>
        <App />
      </QueryClientProvider>
    </MantineProvider>
  </StrictMode>,
);
