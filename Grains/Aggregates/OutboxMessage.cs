namespace Tenantry.Grains;

/// <summary>A message on its way. Stored with the state whose change it announces; delivered at least once.</summary>
/// <param name="Id">Tells a repetition from a new message.</param>
/// <param name="Body">What is to be done, and by whom.</param>
/// <param name="RequestId">The request whose change it announces, so that what follows from it names the same; null for none.</param>
internal sealed record OutboxMessage(Guid Id, Message Body, string? RequestId = null);
