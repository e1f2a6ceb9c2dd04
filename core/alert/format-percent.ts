/** A probability as a percentage with one decimal, rounded down, so that 0.92999 never reads as the threshold it missed. */
export const formatPercent = (probability: number): string => `${(Math.floor(probability * 1000) / 10).toFixed(1)} %`;
