// French sentences of the area « contracts ». The source of the keys.

export const contracts = {};
