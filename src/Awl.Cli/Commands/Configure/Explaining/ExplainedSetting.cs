using Awl.Config;

namespace Awl.Cli.Commands.Configure.Explaining;

/// <summary>A setting, where its value came from and what that shadows.</summary>
/// <param name="Name">Its key in a profile (<c>s3.addressing_style</c> in a table), or what it is called where a profile cannot set it.</param>
/// <param name="Value">Its value without passwords, or null where nothing sets it and it has no default.</param>
/// <param name="Source">Where the value came from.</param>
/// <param name="Shadowed">The other places that set it, strongest first.</param>
sealed record ExplainedSetting(string Name, string? Value, SettingSource Source, IReadOnlyList<Setting> Shadowed)
{
    /// <summary>Whether it is shown without being asked for: what is set somewhere, and the few that everybody looks for.</summary>
    public bool IsOfInterest => Source.Origin != SettingOrigin.Default || Name is "region" or "output" or "endpoint_url" or "retry_mode" or "max_attempts" or "ca_bundle";
}
