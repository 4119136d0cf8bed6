// What a thrown `MalformedInput` says is for who reads the code: nothing of it leaves the reader, so no test can tell it.

export const strykerPlugins = [
  {
    kind: 'Ignore',
    name: 'reasons',
    value: {
      shouldIgnore: ({ node }) =>
        node.type === 'NewExpression' && node.callee.name === 'MalformedInput' ? 'told to nobody' : undefined,
    },
  },
];
