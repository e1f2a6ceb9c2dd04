import { HeldOutImages } from '../../../cli/release/held-out-images';
import type { ReleaseTarget } from '../../../cli/release/release-target';
import { pngImage } from '../../fixtures/images';

const LIST = '0\t0\ta.png\n1\t1\tb.png\n';

function target(answer: (key: string) => Promise<object>): ReleaseTarget {
  const send = ({ input }: { readonly input: { readonly Key: string } }) =>
    input.Key === 'test.lst' ? { Body: { transformToString: async () => LIST } } : answer(input.Key);
  return { clients: { s3: { send } }, outputs: { get: () => 'images' } } as unknown as ReleaseTarget;
}

it('takes the images of the test split over and over', async () => {
  const asked: string[] = [];
  const images = await HeldOutImages.find(
    target(async (key) => {
      asked.push(key);
      return { Body: { transformToByteArray: async () => pngImage() } };
    }),
    1,
  );
  for (let take = 0; take < 4; take += 1) await images?.take();

  expect(new Set(asked)).toEqual(new Set(['test/a.png', 'test/b.png']));
  expect(asked.slice(2)).toEqual(asked.slice(0, 2));
});

it('names the image that cannot be read, for the endpoint has no part in that', async () => {
  const gone = Object.assign(new Error('The specified key does not exist.'), { name: 'NoSuchKey' });
  const images = await HeldOutImages.find(
    target(() => Promise.reject(gone)),
    1,
  );

  await expect(images?.take()).rejects.toThrow(
    /^the held-out image s3:\/\/images\/test\/[ab]\.png could not be read: NoSuchKey: The specified key/,
  );
});
