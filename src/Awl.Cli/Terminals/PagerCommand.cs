namespace Awl.Cli.Terminals;

/// <summary>How the pager is started.</summary>
/// <param name="Words">The program and its arguments.</param>
/// <param name="LessOptions">What LESS is set to, or null where the user has set it.</param>
sealed record PagerCommand(IReadOnlyList<string> Words, string? LessOptions);
