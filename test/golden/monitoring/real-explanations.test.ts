import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { attributionNdcg } from '../../../core/monitoring/explainability/attribution-drift';
import { readExplanationFile } from '../../../core/monitoring/explainability/explanation-file';
import { describeRealData } from '../../fixtures/real-data';

const FILE = 'fraud_detection_explainability_analysis.json';

describeRealData('clarify', (folder) => {
  const content: unknown = JSON.parse(readFileSync(join(folder, FILE), 'utf8'));

  it('reads Clarify’s own attributions without loss', () => {
    expect(readExplanationFile(content, FILE)).toEqual(content);
  });

  it('finds no drift of the real attributions from themselves', () => {
    const { global_shap_values: values } = readExplanationFile(content, FILE).explanations.kernel_shap.label0!;

    expect(Object.keys(values).length).toBeGreaterThan(40);
    expect(attributionNdcg(values, values)).toBe(1);
  });
});
