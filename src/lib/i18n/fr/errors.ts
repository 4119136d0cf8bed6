// French sentences of the area « errors ».

export const errors = {};
