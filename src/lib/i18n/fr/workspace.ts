// French sentences of the area « workspace ». The source of the keys.

export const workspace = {};
