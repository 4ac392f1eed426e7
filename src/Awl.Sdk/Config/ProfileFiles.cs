namespace Awl.Config;

/// <summary>The config file and the credentials file of the user, each read and checked once, when first asked for.</summary>
/// <remarks>
/// They are <c>~/.aws/config</c> and <c>~/.aws/credentials</c>, or what AWS_CONFIG_FILE and AWS_SHARED_CREDENTIALS_FILE name. A file that is
/// not there counts as empty. Every member throws <see cref="ConfigurationException"/> for a file that is not well formed.
/// </remarks>
public sealed class ProfileFiles(Machine machine)
{
    IniFile? _config, _credentials;

    /// <summary>The path of the config file.</summary>
    public string ConfigPath => field ??= machine.ExpandPath(machine.Variable("AWS_CONFIG_FILE") ?? "~/.aws/config");

    /// <summary>The path of the credentials file.</summary>
    public string CredentialsPath => field ??= machine.ExpandPath(machine.Variable("AWS_SHARED_CREDENTIALS_FILE") ?? "~/.aws/credentials");

    /// <summary>The profile of that name, or null where neither file has it.</summary>
    public Profile? FindProfile(string name)
    {
        var config = Section(Config, IndexInConfig(SectionHeader.Profile, name));
        var credentials = Section(Credentials, Credentials.IndexOfSection(name));
        return config is null && credentials is null ? null : new(name, config, credentials);
    }

    /// <summary>The profile of that name.</summary>
    /// <exception cref="ConfigurationException">Neither file has it.</exception>
    public Profile GetProfile(string name)
        => FindProfile(name) ?? throw new ConfigurationException(ConfigurationFault.ProfileNotFound, $"The config profile ({name}) could not be found");

    /// <summary>The names of all profiles: those of the config file in its order, then those that only the credentials file has.</summary>
    public IReadOnlyList<string> ProfileNames
    {
        get
        {
            var names = NamesInConfig(SectionHeader.Profile);
            for (var i = 0; i < Credentials.Sections.Length; i++)
            {
                if (!Credentials.IsInherited(i) && Credentials.SectionName(i) is var name && !names.Contains(name)) names.Add(name);
            }
            return names;
        }
    }

    /// <summary>The section <c>[sso-session NAME]</c> of the config file, or null.</summary>
    public ConfigSection? FindSsoSession(string name) => Section(Config, IndexInConfig(SectionHeader.SsoSession, name));

    /// <summary>The names of all SSO sessions, in the order of the config file.</summary>
    public IReadOnlyList<string> SsoSessionNames => NamesInConfig(SectionHeader.SsoSession);

    /// <summary>The section <c>[services NAME]</c> of the config file, or null.</summary>
    public ConfigSection? FindServices(string name) => Section(Config, IndexInConfig(SectionHeader.Services, name));

    /// <summary>Another section of the config file, such as <c>plugins</c>, or null.</summary>
    public ConfigSection? FindSection(string header) => Section(Config, Config.IndexOfSection(header));

    IniFile Config => _config ??= Read(ConfigPath);

    IniFile Credentials => _credentials ??= Read(CredentialsPath);

    IniFile Read(string path)
    {
        try { return machine.ReadFile(path) is { Length: > 0 } bytes ? IniFile.Parse(path, bytes) : new(path, [], [], []); }
        catch (LocalFileException e) { throw new ConfigurationException(ConfigurationFault.Unreadable, e.Message, e); }
    }

    static ConfigSection? Section(IniFile file, int index) => index < 0 ? null : new(file, index);

    /// <summary>The last section that gives the name: <c>[default]</c> and <c>[profile default]</c> are one, and the later counts.</summary>
    int IndexInConfig(string kind, string name)
    {
        for (var i = Config.Sections.Length - 1; i >= 0; i--)
        {
            var header = Config.Bytes[Config.Sections[i].Name];
            if (SectionHeader.IsNamed(header, kind, name)) return i;
            if (kind == SectionHeader.Profile && name == "default" && header.SequenceEqual("default"u8)) return i;
        }
        return -1;
    }

    List<string> NamesInConfig(string kind)
    {
        var names = new List<string>();
        foreach (var section in Config.Sections)
        {
            var header = Config.Bytes[section.Name];
            var name = kind == SectionHeader.Profile && header.SequenceEqual("default"u8) ? "default" : SectionHeader.FindName(header, kind);
            if (name is not null && !names.Contains(name)) names.Add(name);
        }
        return names;
    }
}
