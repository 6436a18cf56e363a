namespace Tenantry.Silo;

/// <summary>Why nothing, or nothing more, is moved; one line for whoever asked for it.</summary>
internal sealed class MoveRefusedException(string message) : Exception(message);
