import { FrontDoor } from '../../local/front-door/front-door';
import { CredentialRegistry } from '../../local/iam/credentials';
import { S3Service } from '../../local/s3/s3-service';

/** Serves the laptop's S3 on the folder of its first argument; tells its port, and on request its peak memory. */
async function main(folder: string): Promise<void> {
  const door = new FrontDoor(new CredentialRegistry());
  door.register(new S3Service({ folder, authorizer: { authorize: () => undefined } }));
  process.on('message', () => process.send?.({ peakRssMb: process.resourceUsage().maxRSS / 1024 }));
  process.send?.({ port: await door.listen(0) });
}

void main(process.argv[2] as string);
