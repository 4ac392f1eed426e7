namespace Awl.Cli.Commands.Doctor;

/// <summary>How much a finding matters.</summary>
enum Severity
{
    /// <summary>All is well.</summary>
    Ok,

    /// <summary>Good to know; nothing is wrong.</summary>
    Note,

    /// <summary>Something is wrong, and the exit code says so.</summary>
    Problem,
}

/// <summary>What a check has found.</summary>
/// <param name="Severity">How much it matters.</param>
/// <param name="Message">What is the case, in a sentence. Never a secret.</param>
sealed record Finding(Severity Severity, string Message)
{
    /// <summary>What to do about it, in a sentence or a command; null where there is nothing to do.</summary>
    public string? Fix { get; init; }

    /// <summary>The file that it is about, or null.</summary>
    public string? Path { get; init; }

    /// <summary>The line in the file, counted from 1, or null.</summary>
    public int? Line { get; init; }

    public static Finding Ok(string message) => new(Severity.Ok, message);
}
