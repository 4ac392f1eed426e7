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
        var config = Section(Config, SectionName.Profile(name).IndexIn(Config));
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
    public ConfigSection? FindSsoSession(string name) => Section(Config, SectionName.SsoSession(name).IndexIn(Config));

    /// <summary>The names of all SSO sessions, in the order of the config file.</summary>
    public IReadOnlyList<string> SsoSessionNames => NamesInConfig(SectionHeader.SsoSession);

    /// <summary>The section <c>[services NAME]</c> of the config file, or null.</summary>
    public ConfigSection? FindServices(string name) => Section(Config, SectionName.Services(name).IndexIn(Config));

    /// <summary>Another section of the config file, such as <c>plugins</c>, or null.</summary>
    public ConfigSection? FindSection(string header) => Section(Config, Config.IndexOfSection(header));

    /// <summary>All sections of another file of the same form, such as that of the aliases; none where there is no such file.</summary>
    /// <remarks>A value may have any lines below it; what is not well formed is passed over.</remarks>
    /// <exception cref="ConfigurationException">It is no text.</exception>
    public static IReadOnlyList<ConfigSection> ReadSections(Machine machine, string path)
    {
        ArgumentNullException.ThrowIfNull(machine);
        return machine.ReadFile(path) is { Length: > 0 } bytes ? SectionsOf(IniFile.ParseLeniently(path, bytes)) : [];
    }

    /// <summary>All sections of the config file, in its order.</summary>
    public IReadOnlyList<ConfigSection> ConfigSections => SectionsOf(Config);

    /// <summary>All sections of the credentials file, in its order.</summary>
    public IReadOnlyList<ConfigSection> CredentialsSections => SectionsOf(Credentials);

    /// <summary>Changes one of the two files in one step, while no other process of ours can.</summary>
    /// <param name="path">The file; where there is none it is made, readable by its owner alone.</param>
    /// <param name="edit">Makes the changes. It need not be well formed before.</param>
    /// <param name="cancellationToken">Ends the wait for another writer.</param>
    /// <exception cref="LocalFileException">The file cannot be read or written.</exception>
    public async Task EditAsync(string path, Action<ConfigEditor> edit, CancellationToken cancellationToken)
    {
        var lockPath = Path.Combine(Path.GetDirectoryName(path) ?? "", $".{Path.GetFileName(path)}.lock");
        using var held = await machine.LockAsync(lockPath, cancellationToken).ConfigureAwait(false);

        var editor = new ConfigEditor(path, machine.ReadFile(path) ?? []);
        edit(editor);
        if (editor.IsChanged) machine.WriteFile(path, editor.Content, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        (_config, _credentials) = (null, null);
    }

    IniFile Config => _config ??= Read(ConfigPath);

    IniFile Credentials => _credentials ??= Read(CredentialsPath);

    IniFile Read(string path)
    {
        try { return machine.ReadFile(path) is { Length: > 0 } bytes ? IniFile.Parse(path, bytes) : new(path, [], [], []); }
        catch (LocalFileException e) { throw new ConfigurationException(ConfigurationFault.Unreadable, e.Message, e); }
    }

    static List<ConfigSection> SectionsOf(IniFile file)
    {
        var sections = new List<ConfigSection>();
        for (var i = 0; i < file.Sections.Length; i++) sections.Add(new(file, i));
        return sections;
    }

    static ConfigSection? Section(IniFile file, int index) => index < 0 ? null : new(file, index);

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
