// French sentences of the area « reasons ».

export const reasons = {};
