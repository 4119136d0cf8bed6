// French sentences of the area « account ». The source of the keys.

export const account = {};
