import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  clarifyBiasConfiguration,
  clarifyExplainabilityConfiguration,
} from '../../../core/monitoring/table-endpoint/clarify-configuration';
import type { TableSubject } from '../../../core/monitoring/table-endpoint/table-subject';
import { describeRealData } from '../../fixtures/real-data';

interface RealConfiguration {
  readonly headers: readonly string[];
  readonly label: string;
  readonly group_variable?: string;
  readonly methods: { readonly shap?: { readonly baseline: readonly number[][]; readonly num_samples: number } };
  readonly predictor: { readonly model_name: string; readonly instance_type: string };
}

describeRealData('clarify', (folder) => {
  const read = (file: string) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as RealConfiguration;

  const subjectOf = ({ headers, label, group_variable: groupVariable }: RealConfiguration): TableSubject => ({
    endpoint: 'loans',
    modelPackage: 'loans/1',
    features: headers.filter((name) => name !== label),
    label,
    problem: { kind: 'binary', classes: ['no', 'yes'], threshold: 0.8 },
    questions: [{ label, positive: { values: ['1'] }, facet: 'Sex', disadvantaged: { values: ['0'] }, groupVariable }],
    explainedRows: 200,
    seed: 1,
  });

  it('asks for explanations in the form of a real configuration, but for the label, which captures have not', () => {
    const { label, headers, ...real } = read('json_format_explainability_analysis_config.json');
    const { baseline, num_samples: samples } = real.methods.shap!;
    const { model_name: modelName, instance_type: instanceType } = real.predictor;
    const explanation = {
      analysis: { version: '1.0', explanations: { kernel_shap: {} } },
      rows: 200,
      shap: baseline[0]!,
      samples,
    };

    const ours = clarifyExplainabilityConfiguration(subjectOf({ label, headers, ...real }), explanation, {
      modelName,
      instanceType,
    });

    const shap = { ...real.methods.shap, save_local_shap_values: false };
    expect(ours).toMatchObject({ ...real, methods: { ...real.methods, shap } });
    expect(ours).toMatchObject({ headers: headers.filter((name) => name !== label) });
    expect(ours).not.toHaveProperty('label');
  });

  it('asks for bias as a real configuration does', () => {
    const real = read('json_format_bias_analysis_config.json');

    const ours = clarifyBiasConfiguration(subjectOf(real));

    // A schedule takes the threshold from its job definition, asks no model, and computes all metrics.
    const { methods, predictor, ...said } = { ...real, probability_threshold: undefined };
    expect(ours).toEqual(said);
  });
});
