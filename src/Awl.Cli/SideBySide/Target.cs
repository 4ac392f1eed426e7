namespace Awl.Cli.SideBySide;

/// <summary>One of the places that a line is run in: a profile, a region of it, or both.</summary>
/// <param name="profile">The profile, where the line names several.</param>
/// <param name="region">The region, where the line names several.</param>
/// <param name="open">Makes its session.</param>
sealed class Target(string? profile, string? region, Func<Session> open)
{
    public string? Profile => profile;
    public string? Region => region;

    /// <summary>How it is called in messages.</summary>
    public string Name => profile is null ? region! : region is null ? profile : $"{profile} {region}";

    /// <summary>What it answers.</summary>
    public PageQueue Pages { get; } = new();

    /// <summary>Why it failed; null while it has not.</summary>
    public AwlException? Error { get; set; }

    /// <exception cref="AwlException">It cannot be called at all.</exception>
    public Session Open() => open();
}
