/** The articles of docs/runbook.md, by the anchor that an alarm's description links to. A test compares them with the headings. */
export const RUNBOOK_ARTICLES = {
  'access-denied': 'Access denied',
  'alert-not-published': 'Alert not published',
  'alerts-waiting': 'Alerts waiting',
  'endpoint-unavailable': 'Endpoint unavailable',
  'model-output-invalid': 'Model output invalid',
  'model-throttled': 'Model throttled',
  'storage-unavailable': 'Storage unavailable',
  'unexpected-error': 'Unexpected error',
  'capture-not-written': 'Capture not written',
  'function-time-out': 'Function time-out',
  'function-crashed': 'Function crashed',
  'function-throttled': 'Function throttled',
  'endpoint-server-errors': 'Endpoint server errors',
  'endpoint-latency': 'Endpoint latency',
  'dead-letter-queue-not-empty': 'Dead-letter queue not empty',
  'monitor-violations': 'Monitor violations',
  'monitor-failed': 'Monitor failed',
  'executions-timed-out': 'Executions timed out',
  'executions-throttled': 'Executions throttled',
  'training-failed': 'Training failed',
} as const;

export type RunbookArticle = keyof typeof RUNBOOK_ARTICLES;
