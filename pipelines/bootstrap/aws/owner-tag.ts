/** On whatever Gatehouse makes and AWS lets it tag: for people; ownership is by name. */
export const ownerTags = [{ Key: 'gatehouse:managed', Value: 'true' }];
