import { rmSync } from 'node:fs';
import { editedAssembly, resourceOf } from '../../fixtures/laptop/edited-assembly';
import { localAssembly } from '../../fixtures/laptop/local-assembly';
import { servingLaptop } from '../../fixtures/laptop/serving-laptop';

let edited: string;
afterAll(() => rmSync(edited, { recursive: true }));

/** The function's time is up after a second, long before the model's. */
const laptop = servingLaptop(async () => {
  edited = editedAssembly(await localAssembly(), 'workflow', (template) => {
    resourceOf(template, 'AWS::Lambda::Function', 'ClassifyImage').Properties.Timeout = 1;
  });
  return { assemblyFolder: edited, timing: { invocationMs: 10_000 } };
});

it('fails by name, after one retry, when a function runs out of time', async () => {
  laptop().model.behave({ hangs: true });
  const execution = await laptop().classifyImage('incoming/hanging.png');
  expect(execution.path).toEqual(['SerializeImage', 'ClassifyImage x2', 'TaskTimedOut']);
  expect(execution).toMatchObject({ status: 'FAILED', error: 'TaskTimedOut' });
  expect(execution.cause).toMatch(/ran out of time or memory, twice.*docs\/runbook\.md/);
  expect(laptop().model.requests()).toHaveLength(2);
}, 20_000);
