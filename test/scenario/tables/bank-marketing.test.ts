import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { modelEvidenceSchema } from '../../../core/contracts/model-evidence';
import { BANK_DECLARATION, BANK_FILE, BANK_FOLDER, BANK_REFERENCE_AUC } from '../../fixtures/algorithm/bank-marketing';
import { tableLaptop } from '../../fixtures/laptop/table-laptop';
import type { WorkflowLaptop } from '../../fixtures/laptop/workflow-laptop';
import { describeRealData } from '../../fixtures/real-data';
import { temporaryFolder } from '../../fixtures/temporary-folder';

describeRealData(BANK_FOLDER, (real) => {
  let laptop: WorkflowLaptop;
  const folder = temporaryFolder();
  beforeAll(async () => {
    laptop = await tableLaptop({ tables: { enabled: true } });
  }, 580_000);
  afterAll(async () => {
    await laptop?.stop();
    folder.remove();
  });

  it('becomes a released, evaluated model as good as the reference’s, from the CSV as it was published', async () => {
    const declaration = join(folder.path, 'bank.preprocessing.json');
    writeFileSync(declaration, JSON.stringify(BANK_DECLARATION));
    const out = join(folder.path, 'trained.json');
    const split = ['--watch', '--seed', '1', '--hyperparameter', 'subsample=1'];

    const trained = await laptop.command([
      ...['train', '--table', join(real, BANK_FILE), '--preprocessing', declaration, ...split, '--out', out],
    ]);

    expect(trained).toMatchObject({ code: 0, stderr: expect.stringContaining('4119 rows') });
    const document = JSON.parse(readFileSync(out, 'utf8'));
    // 70/20/10, each class by itself.
    expect(document).toMatchObject({ approvalStatus: 'Approved', test: { rows: 412 } });
    const { areaUnderRoc } = document.test;
    expect(Math.abs(areaUnderRoc - BANK_REFERENCE_AUC[1]!)).toBeLessThan(0.01);

    const models = laptop.outputs.get('ModelsBucket');
    const text = await laptop.read(models, `${document.trainingJobName}/evidence.json`);
    const evidence = modelEvidenceSchema.parse(JSON.parse(text ?? ''));
    expect(evidence.validation?.rows).toBe(823);
    const { bucket, key } = evidence.testData!;
    const [header = '', ...rows] = ((await laptop.read(bucket, key)) ?? '').trimEnd().split('\n');
    const [published = ''] = readFileSync(join(real, 'model_evaluation_example_payload.csv'), 'utf8').split('\n');
    // What was published of the same data has an index before it, and sees this declaration's columns but for values that no training row has.
    const expected = published.trim().split(',').slice(1);
    expect(header.split(',').every((column) => expected.includes(column))).toBe(true);
    expect(header).toMatch(/^age,campaign,pdays,previous,no_previous_contact,not_working,job_admin\.,.*,y_no,y_yes$/);
    expect(rows).toHaveLength(412);
    const trainRows = ((await laptop.read(bucket, key.replace('test.csv', 'train/train.csv'))) ?? '')
      .trimEnd()
      .split('\n');
    const labels = trainRows.map((row) => row.slice(0, 2));
    expect([labels.length, labels.filter((label) => label === '1,').length]).toEqual([2884, 316]);

    const released = await laptop.command(['release', '--package', out, '--no-check', '--json']);
    expect(released.code).toBe(0);
    const evaluated = await laptop.command(['evaluate', '--wait', '--json']);
    expect(evaluated.code).toBe(0);
    expect(JSON.parse(evaluated.stdout)).toMatchObject({ accuracy: expect.closeTo(document.test.accuracy, 10) });
  }, 300_000);
});
