// French sentences of the area « selection ». The source of the keys.

export const selection = {};
