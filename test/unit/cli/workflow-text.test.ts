import { workflowText } from '../../../cli/start/workflow-text';

const EXECUTIONS = (['accepted', 'accepted', 'second-look', 'failed'] as const).map((outcome) => ({ outcome }));

it('counts how the executions ended', () => {
  expect(workflowText(EXECUTIONS, 4)).toBe('2 accepted, 1 second look, 1 failed');
});

it('says so where more images were asked for than the test split has', () => {
  expect(workflowText(EXECUTIONS, 50)).toBe('2 accepted, 1 second look, 1 failed (50 asked for, the test split has 4)');
});
