namespace Xzact.Audit.Case.Histories;

/// <summary>On how few contributors a year's changes rest.</summary>
/// <param name="Year">The year, UTC.</param>
/// <param name="Factor">The least number of contributors who wrote half of the changes.</param>
/// <param name="Contributors">How many wrote any.</param>
/// <param name="Changes">How many changes there were, merges and those of programs left out.</param>
internal sealed record BusFactor(int Year, int Factor, int Contributors, int Changes);
