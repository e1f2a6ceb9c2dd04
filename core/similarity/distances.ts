import {
  brayCurtis,
  canberra,
  chebyshev,
  cityBlock,
  correlation,
  cosine,
  type Distance,
  euclidean,
  hamming,
  squaredEuclidean,
  standardizedEuclidean,
} from './count-distances';
import {
  dice,
  jaccard,
  kulsinski,
  matching,
  rogersTanimoto,
  russellRao,
  sokalMichener,
  sokalSneath,
  yule,
} from './presence-distances';

/**
 * The 23 distances between two sentences, by the names that SciPy and scikit-learn know them by; some names are of one and the same distance. In
 * the order of the features of a pair.
 * @see https://docs.scipy.org/doc/scipy/reference/spatial.distance.html
 */
export const DISTANCES: readonly (readonly [name: string, distance: Distance])[] = [
  ['euclidean', euclidean],
  ['l2', euclidean],
  ['l1', cityBlock],
  ['manhattan', cityBlock],
  ['cityblock', cityBlock],
  ['braycurtis', brayCurtis],
  ['canberra', canberra],
  ['chebyshev', chebyshev],
  ['correlation', correlation],
  ['cosine', cosine],
  ['dice', dice],
  ['hamming', hamming],
  ['jaccard', jaccard],
  ['kulsinski', kulsinski],
  ['matching', matching],
  // Of order 2, SciPy's default.
  ['minkowski', euclidean],
  ['rogerstanimoto', rogersTanimoto],
  ['russellrao', russellRao],
  ['seuclidean', standardizedEuclidean],
  ['sokalmichener', sokalMichener],
  ['sokalsneath', sokalSneath],
  ['sqeuclidean', squaredEuclidean],
  ['yule', yule],
];
