import { isObject } from './template';
import { pointerTo, TemplateError } from './template-error';

/** Reads what `{{resolve:…}}` names. */
export interface DynamicReferenceReaders {
  /** @param name of the SSM parameter; `version` where the reference gives one. */
  readSsmParameter(name: string, version?: number): Promise<string>;
  /** The secret's string. Absent: the laptop has no Secrets Manager. */
  readSecret?(secretId: string, version: { readonly stage?: string; readonly id?: string }): Promise<string>;
}

const REFERENCE = /\{\{resolve:([^}]*)\}\}/g;
const REFERENCE_ONCE = /\{\{resolve:/;

/**
 * Replaces `{{resolve:ssm:name}}`, `ssm-secure` and `{{resolve:secretsmanager:id:SecretString:key}}` in resolved properties.
 * @throws TemplateError for a reference that cannot be read.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references.html
 */
export async function resolveDynamicReferences(
  value: unknown,
  pointer: string,
  readers: DynamicReferenceReaders,
): Promise<unknown> {
  if (typeof value === 'string') return REFERENCE_ONCE.test(value) ? resolveText(value, pointer, readers) : value;
  if (Array.isArray(value)) {
    return Promise.all(value.map((item, index) => resolveDynamicReferences(item, pointerTo(pointer, index), readers)));
  }
  if (!isObject(value)) return value;
  const members = await Promise.all(
    Object.entries(value).map(
      async ([name, member]): Promise<[string, unknown]> => [
        name,
        await resolveDynamicReferences(member, pointerTo(pointer, name), readers),
      ],
    ),
  );
  return Object.fromEntries(members);
}

async function resolveText(text: string, pointer: string, readers: DynamicReferenceReaders): Promise<string> {
  let resolved = '';
  let end = 0;
  for (const match of text.matchAll(REFERENCE)) {
    resolved += text.slice(end, match.index) + (await read(match[1] as string, pointer, readers));
    end = match.index + match[0].length;
  }
  return resolved + text.slice(end);
}

async function read(reference: string, pointer: string, readers: DynamicReferenceReaders): Promise<string> {
  const service = reference.slice(0, reference.indexOf(':'));
  const rest = reference.slice(service.length + 1);
  if (service === 'ssm' || service === 'ssm-secure') {
    const [, name = '', version] = /^(.*?)(?::(\d+))?$/.exec(rest) ?? [];
    return readers.readSsmParameter(name, version === undefined ? undefined : Number(version));
  }
  if (service === 'secretsmanager' && readers.readSecret !== undefined) {
    return readSecretField(rest, pointer, readers.readSecret.bind(readers));
  }
  throw new TemplateError(pointer, `the laptop cannot resolve '{{resolve:${reference}}}'.`);
}

/** `id[:SecretString[:key[:stage[:version-id]]]]`; an id that is an ARN has six colons of its own. */
async function readSecretField(
  rest: string,
  pointer: string,
  readSecret: NonNullable<DynamicReferenceReaders['readSecret']>,
): Promise<string> {
  const parts = rest.split(':');
  const idParts = rest.startsWith('arn:') ? 7 : 1;
  const id = parts.slice(0, idParts).join(':');
  const [, key = '', stage = '', versionId = ''] = parts.slice(idParts);
  const secret = await readSecret(id, { stage: stage || undefined, id: versionId || undefined });
  if (key === '') return secret;
  const field = (JSON.parse(secret) as Readonly<Record<string, unknown>>)[key];
  if (field === undefined) throw new TemplateError(pointer, `the secret '${id}' has no key '${key}'.`);
  return typeof field === 'string' ? field : JSON.stringify(field);
}
