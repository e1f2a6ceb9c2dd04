import { ListObjectsV2Command } from '@aws-sdk/client-s3';
import { answerSecondLooks } from '../../../cli/start/answer-second-looks';
import { answerKey } from '../../../core/contracts/storage-layout';
import { pngImage } from '../../fixtures/images';
import { DOUBTFUL } from '../../fixtures/laptop/fake-model';
import { servingLaptop } from '../../fixtures/laptop/serving-laptop';

const laptop = servingLaptop();

it('answers a few second looks of a run from the known labels, says so, and leaves the rest open', async () => {
  laptop().model.behave(DOUBTFUL);
  const items = [0, 1, 1, 0, 1].map((label, row) => ({
    row,
    label,
    file: `${row}.png`,
    read: async () => pngImage(8, 8, row + 1),
  }));
  for (const { file, row } of items) await laptop().classifyImage(`test/${file}`, pngImage(8, 8, row + 1));

  const labels = await answerSecondLooks(laptop(), items);

  const { Contents = [] } = await laptop().clients.s3.send(
    new ListObjectsV2Command({ Bucket: laptop().outputs.get('CaptureBucket'), Prefix: 'ground_truth/' }),
  );
  expect([labels, Contents.length]).toEqual([3, 3]);
  for (const { Key = '' } of Contents) {
    const id = Key.slice(Key.lastIndexOf('/') + 1).replace('.jsonl', '');
    const answer = JSON.parse((await laptop().read(laptop().images, answerKey(id))) ?? '');
    expect(answer).toMatchObject({ source: 'run', who: 'npm start, from the data set’s labels' });
    expect(answer.class_index).toBe(items.find(({ file }) => answer.s3_key === `test/${file}`)?.label);
  }
});
