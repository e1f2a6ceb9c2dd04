import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseImageList } from '../../../core/dataset/image-list';
import { nearDuplicates, thumbnail } from '../../../core/dataset/near-duplicates';
import { describeRealData } from '../../fixtures/real-data';

describeRealData('cifar100-vehicles', (folder) => {
  const names = (split: 'train' | 'test') =>
    parseImageList(readFileSync(join(folder, `${split}.lst`), 'utf8'), split).map(({ file }) => file);
  const small = (split: 'train' | 'test') => (file: string) => thumbnail(readFileSync(join(folder, split, file)));

  it('holds two test images that nearly repeat a training image, and no third', () => {
    const [train, test] = [names('train'), names('test')];

    const found = nearDuplicates(train.map(small('train')), test.map(small('test')));

    expect([train.length, test.length]).toEqual([1000, 100]);
    expect(found.map(({ first, second }) => `${test[second]} is nearly ${train[first]}`)).toEqual([
      'motorcycle_s_001269.png is nearly motorcycle_s_000417.png',
      'ordinary_bicycle_s_000105.png is nearly ordinary_bicycle_s_000104.png',
    ]);
    expect(found.map(({ likeness }) => likeness.toFixed(3))).toEqual(['0.959', '0.954']);
  });
});
