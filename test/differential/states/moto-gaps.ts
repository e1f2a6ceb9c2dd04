/** Where moto's interpreter is known to differ, by the name of the case, with the reason. */
export const KNOWN_GAPS: Readonly<Record<string, string>> = {
  'Pass {"Parameters":{"p.$":"$..b"}}':
    'A path that may select several values gives a list whatever it finds; moto gives the bare value where it finds one.',
  'Parallel with ResultSelector':
    'A path of names and indexes gives the value itself; moto gives a list where an index is followed by a name ($[0].text).',
};
