import { execFileSync } from 'node:child_process';
import { createReadStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readCifarArchive } from '../../../core/dataset/cifar/cifar-archive';
import { CIFAR100_CLASSES } from '../../../core/dataset/cifar/cifar-classes';
import type { CifarRow } from '../../../core/dataset/cifar/cifar-split';
import { hasNumpy } from '../../fixtures/python';

/** Makes an archive with Python's own tarfile and pickle and numpy's own arrays, and prints what a reader must find. */
const MAKE = `
import io, json, pickle, sys, tarfile
import numpy
path, protocol, names = sys.argv[1], int(sys.argv[2]), json.loads(sys.argv[3])
random = numpy.random.default_rng(1)
expected = []
with tarfile.open(path, 'w:gz') as tar:
    def add(name, value):
        data = pickle.dumps(value, protocol=protocol)
        info = tarfile.TarInfo('cifar-100-python/' + name)
        info.size = len(data)
        tar.addfile(info, io.BytesIO(data))
    for split, count in (('train', 1500), ('test', 300)):
        labels = [int(label) for label in random.integers(0, 100, count)]
        files = ['%s_s_%06d.png' % (names[label], row) for row, label in enumerate(labels)]
        data = random.integers(0, 256, (count, 3072), dtype=numpy.uint8)
        add(split, {'filenames': files, 'batch_label': 'x', 'fine_labels': labels, 'coarse_labels': [l % 20 for l in labels], 'data': data})
        expected += [[split, row, names[label], files[row], int(data[row].sum())] for row, label in enumerate(labels) if label in (8, 48, 58)]
    add('meta', {'fine_label_names': names, 'coarse_label_names': ['x']})
print(json.dumps(expected))
`;

const isPresent = hasNumpy();
if (!isPresent) console.log('No Python with numpy here: archives by Python itself are not read.');

(isPresent ? describe : describe.skip)('readCifarArchive, beside Python', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'numpy-archive-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each([3, 4])('finds the rows that numpy wrote when the pickle protocol is %i', async (protocol) => {
    const path = join(folder, `${protocol}.tar.gz`);
    const printed = execFileSync('python3', ['-c', MAKE, path, String(protocol), JSON.stringify(CIFAR100_CLASSES)], {
      encoding: 'utf8',
    });
    const classes = ['bicycle', 'motorcycle', 'pickup_truck'];
    const rows: CifarRow[] = [];

    await readCifarArchive({ archive: createReadStream(path), classes, onRow: (row) => void rows.push(row) });

    const found = rows.map(({ split, row, label, file, pixels }) => [
      split,
      row,
      classes[label],
      file,
      pixels.reduce((sum, level) => sum + level, 0),
    ]);
    expect(found.length).toBeGreaterThan(20);
    expect(found).toEqual(JSON.parse(printed));
  });
});
