import { FrontDoor } from '../../../local/front-door/front-door';
import { CredentialRegistry } from '../../../local/iam/credentials';
import { S3Service } from '../../../local/s3/s3-service';

/** S3 on the folder of the first argument, in a process of its own that a test can kill; tells its port. */
async function main(folder: string): Promise<void> {
  const door = new FrontDoor(new CredentialRegistry());
  door.register(new S3Service({ folder, authorizer: { authorize: () => undefined } }));
  process.send?.(await door.listen(0));
}

void main(process.argv[2] as string);
