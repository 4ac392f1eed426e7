using Awl.Cli.CommandLine;
using Awl.Config;

namespace Awl.Cli.Commands.Doctor;

/// <summary>Mistakes in the two files: syntax, misspelt keys and sections, values that cannot be meant.</summary>
sealed class FilesCheck : ICheck
{
    readonly List<string> _profileKeys = KnownKeys.OfProfile();
    readonly List<Finding> _findings = [];

    public string Name => "files";

    public Task<IReadOnlyList<Finding>> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var files = context.Settings.Files;
        var config = Read(() => files.ConfigSections);
        var credentials = Read(() => files.CredentialsSections);
        if (_findings.Count > 0) return Task.FromResult<IReadOnlyList<Finding>>(_findings);   // what is not well formed tells nothing

        foreach (var section in config) CheckInConfig(section);
        foreach (var section in credentials) CheckInCredentials(section);
        CheckReferences(files);
        _findings.Sort(static (a, b) => a.Path == b.Path ? (a.Line ?? 0).CompareTo(b.Line ?? 0) : string.CompareOrdinal(a.Path, b.Path));
        if (_findings.Count == 0) _findings.Add(Finding.Ok(Summary(files.ProfileNames.Count)));
        return Task.FromResult<IReadOnlyList<Finding>>(_findings);
    }

    static string Summary(int profiles) => profiles switch
    {
        0 => "there are none, or they are empty",
        1 => "one profile, no mistakes",
        _ => $"{profiles} profiles, no mistakes",
    };

    IReadOnlyList<ConfigSection> Read(Func<IReadOnlyList<ConfigSection>> sections)
    {
        try { return sections(); }
        catch (ConfigurationException e)
        {
            _findings.Add(new(Severity.Problem, e.Message) { Fix = "Until that is mended no command can run." });
            return [];
        }
    }

    void CheckInConfig(ConfigSection section)
    {
        switch (section.Header.Split([' ', '\t'], 2, StringSplitOptions.RemoveEmptyEntries))
        {
            case ["default"] or ["profile", _]: CheckProfile(section); break;
            case ["sso-session", _]: CheckKeys(section, KnownKeys.OfSession); break;
            case ["services", _] or ["plugins"] or ["preview"] or ["DEFAULT"]: break;
            case [var kind, _] when CloseMatches.Of(kind, ["profile", "sso-session", "services"]) is [var meant, ..]:
                Add(section, null, $"[{section.Header}] is no section that AWS tools know.", $"Did you mean [{meant} …]?");
                break;
            default: CheckUnknownSection(section); break;
        }
    }

    /// <summary>A section that would be a profile in the credentials file.</summary>
    void CheckUnknownSection(ConfigSection section)
    {
        foreach (var key in section.Keys)
        {
            if (!_profileKeys.Contains(key)) continue;
            Add(section, null, $"[{section.Header}] is no profile: in this file profiles are [profile NAME].", $"Write [profile {section.Header}].");
            return;
        }
    }

    void CheckInCredentials(ConfigSection section)
    {
        if (section.Header.StartsWith("profile ", StringComparison.Ordinal))
            Add(section, null, $"[{section.Header}] names a profile \"{section.Header}\": in this file the word profile does not belong.", $"Write [{section.Header[8..].Trim()}].");
        CheckProfile(section);
    }

    void CheckProfile(ConfigSection section)
    {
        CheckKeys(section, _profileKeys);
        if (section.HasTable("s3")) CheckTable(section, "s3", KnownKeys.OfS3());
        CheckPair(section, "aws_access_key_id", "aws_secret_access_key");
        CheckPair(section, "aws_secret_access_key", "aws_access_key_id");
        CheckValues(section);
    }

    void CheckKeys(ConfigSection section, IReadOnlyList<string> known)
    {
        foreach (var key in section.Keys)
        {
            if (!known.Contains(key) && CloseMatches.Of(key, known) is [var meant, ..]) Add(section, key, $"{key} is no key that AWS tools know.", $"Did you mean {meant}?");
        }
    }

    void CheckTable(ConfigSection section, string table, List<string> known)
    {
        foreach (var key in section.TableKeys(table))
        {
            if (!known.Contains(key) && CloseMatches.Of(key, known) is [var meant, ..]) Add(section, table, $"{table}.{key} is no key that AWS tools know.", $"Did you mean {meant}?");
        }
    }

    void CheckPair(ConfigSection section, string key, string other)
    {
        if (section.Has(key) && !section.Has(other)) Add(section, key, $"{key} of [{section.Header}] has no {other} beside it.", "Keys and token stand together, in one section of one file.");
    }

    void CheckValues(ConfigSection section)
    {
        foreach (var key in section.Keys)
        {
            if (section.Find(key) is [('"' or '\'') and var quote, .., var last] && last == quote && !key.EndsWith("process", StringComparison.Ordinal))
                Add(section, key, $"The value of {key} is in quotes, which are taken as a part of it.", "Remove the quotes.");
        }
        if (section.Find("region") is [.., var beforeLast, var zone] region && char.IsAsciiDigit(beforeLast) && char.IsAsciiLetterLower(zone))
            Add(section, "region", $"{region} is an availability zone, not a region.", $"region = {region[..^1]}");
        if (section.Find("output") is { Length: > 0 } output and not ("json" or "text" or "table" or "yaml" or "yaml-stream" or "off"))
            Add(section, "output", $"{output} is no output format.", "One of json, text, table, yaml, yaml-stream, off.");
    }

    /// <summary>Names of profiles and sessions that are not there.</summary>
    void CheckReferences(ProfileFiles files)
    {
        foreach (var name in files.ProfileNames)
        {
            if (files.FindProfile(name) is not { } profile) continue;
            CheckReference(profile, "source_profile", files.ProfileNames, "profile");
            CheckReference(profile, "sso_session", files.SsoSessionNames, "sso-session");
            if (profile.Find("services") is { } services && files.FindServices(services) is null) CheckReference(profile, "services", [], "services section");
        }
    }

    void CheckReference(Profile profile, string key, IReadOnlyList<string> names, string kind)
    {
        if (profile.Find(key) is not { } named || names.Contains(named) || profile.SectionOf(key) is not { } section) return;

        var meant = CloseMatches.Of(named, names);
        Add(section, key, $"{key} of [{section.Header}] names a {kind} that is not there: {named}.", meant.Count > 0 ? $"Did you mean {meant[0]}?" : $"Add it, or name another.");
    }

    void Add(ConfigSection section, string? key, string message, string fix)
        => _findings.Add(new(Severity.Problem, message) { Path = section.Path, Line = key is null ? section.Line : section.LineOf(key), Fix = fix });
}
