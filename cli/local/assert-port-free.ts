import { createServer } from 'node:net';
import { UsageError } from '../usage-error';

/**
 * Proves, before anything slow is begun, that a port of 127.0.0.1 can be had.
 * @throws UsageError
 */
export async function assertPortFree(port: number): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) => {
      const taken = `Port ${port} of 127.0.0.1 is taken: stop what listens there, or choose another with --port.`;
      reject(new UsageError(error.code === 'EADDRINUSE' ? taken : `Port ${port} cannot be used: ${error.message}`));
    });
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve()));
  });
}
