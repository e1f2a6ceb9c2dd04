import { isRecord } from './json-shape';
import { MalformedPolicy } from './malformed-policy';
import { compileStatement, type PolicyKind, type Statement } from './statement';

const ELEMENTS: ReadonlySet<string> = new Set(['Version', 'Id', 'Statement']);

/** A compiled policy. */
export interface PolicyDocument {
  readonly statements: readonly Statement[];
}

/**
 * Compiles a policy document. Policy variables count in version 2012-10-17 only; a document without a version is 2008-10-17.
 * @param where what the policy is, for messages: `bucket policy of arn:aws:s3:::images`.
 * @throws MalformedPolicy for anything that the laptop could not judge by.
 */
export function compilePolicy(document: unknown, kind: PolicyKind, where: string): PolicyDocument {
  if (!isRecord(document)) throw new MalformedPolicy(where, 'a policy must be a JSON object.');
  const unknown = Object.keys(document).find((element) => !ELEMENTS.has(element));
  if (unknown !== undefined) throw new MalformedPolicy(where, `a policy has no element '${unknown}'.`);
  const version = document.Version ?? '2008-10-17';
  if (version !== '2012-10-17' && version !== '2008-10-17') {
    throw new MalformedPolicy(where, `${JSON.stringify(version)} is no version of the policy language.`);
  }
  const list = Array.isArray(document.Statement) ? document.Statement : [document.Statement];
  const statements = list.map((source, index) =>
    compileStatement(source, kind, {
      where: `${where}, Statement[${index}]`,
      index,
      variables: version === '2012-10-17',
    }),
  );
  const sids = statements
    .filter(({ source }) => source.Sid !== undefined && source.Sid !== '')
    .map(({ label }) => label);
  const twice = sids.find((sid, at) => sids.indexOf(sid) !== at);
  if (twice !== undefined) throw new MalformedPolicy(where, `two statements have the Sid '${twice}'.`);
  return { statements };
}
