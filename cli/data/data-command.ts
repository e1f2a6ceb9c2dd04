import { type Command, Option } from 'commander';
import { addCommand, addTargetCommand, commandAction, targetAction } from '../command/command-action';
import { classNames, fraction, wholeNumber } from '../start/start-options';
import type { FetchOptions } from './fetch-data-set';
import type { PrepareOptions } from './prepare-data-set';
import type { UploadOptions } from './upload-prepared';

export function registerDataCommand(program: Command): void {
  const data = program.command('data').description('Data sets: fetch, prepare, upload.');
  registerFetch(data);
  registerPrepare(data);
  registerUpload(data);
}

function registerFetch(data: Command): void {
  addCommand(data, 'fetch')
    .description(
      'Fetches the CIFAR-100 archive from its publisher; an interrupted download goes on, the MD5 is checked.',
    )
    .option('--url <address>', 'a mirror (default: the publisher)')
    .option('--md5 <digits>', 'MD5 of what the mirror serves (default: as published)')
    .option('--cache <folder>', 'where it stays for data prepare and npm start (default: .cache)')
    .addHelpText(
      'after',
      `
Examples:
  npm run cli -- data fetch
  npm run cli -- data fetch --url https://mirror.example.com/cifar-100-python.tar.gz`,
    )
    .action(
      commandAction<FetchOptions>(async (context, options) => {
        const { fetchDataSet } = await import('./fetch-data-set');
        await fetchDataSet(context, options);
      }),
    );
}

function registerPrepare(data: Command): void {
  addCommand(data, 'prepare')
    .description('Writes a data set as a folder: train/ validation/ test/, a .lst each, dataset.json; ready to upload.')
    .requiredOption('--to <folder>', 'where it goes; a data set prepared there before is replaced')
    .option(
      '--data <folder>',
      'own images: train/ test/ train.lst test.lst, or train/<class>/* and test/<class>/*, or <class>/*',
    )
    .addOption(
      new Option('--dataset <name>', 'which data set to make or fetch')
        .choices(['synthetic', 'cifar100'])
        .default('synthetic'),
    )
    .option('--classes <names>', 'two or more names, separated by commas (default: bicycle,motorcycle)', classNames)
    .option('--validation <share>', 'part of the training images that is held back, class by class', fraction, 0.15)
    .option('--test <share>', 'part of own images as <class>/* that becomes the test split', fraction, 0.2)
    .option('--seed <number>', 'same seed, same data set', wholeNumber(0), 1)
    .option('--cache <folder>', 'where data fetch has put the archive (default: .cache)')
    .addHelpText(
      'after',
      `
Examples:
  npm run cli -- data prepare --to build/vehicles
  npm run cli -- data prepare --to build/cifar --dataset cifar100 --classes bicycle,motorcycle,pickup_truck
  npm run cli -- data prepare --to build/mine --data path/to/images --validation 0.2`,
    )
    .action(
      commandAction<PrepareOptions>(async (context, options) => {
        const { prepareDataSet } = await import('./prepare-data-set');
        await prepareDataSet(context, options);
      }),
    );
}

function registerUpload(data: Command): void {
  addTargetCommand(data, 'upload')
    .description(
      'Uploads a prepared data set to the images bucket: images, lists, dataset.json last. What is there unchanged is left alone.',
    )
    .argument('<folder>', 'what data prepare wrote')
    .option('--delete-stale', 'delete images of the splits that the data set does not have')
    .addHelpText(
      'after',
      `
Examples:
  npm run cli -- data upload build/vehicles
  npm run cli -- data upload build/vehicles --env dev --delete-stale --out data-set.json`,
    )
    .action(
      targetAction<UploadOptions>(async (context, options, [folder = '']) => {
        const { uploadPrepared } = await import('./upload-prepared');
        await uploadPrepared(context, folder, options);
      }),
    );
}
