using System.Text;
using System.Text.Json.Nodes;
using Awl.Config;
using Awl.Tests.Machines;

namespace Awl.Tests.Config;

/// <summary>The SDKs' suite of profile files, with what AWS CLI v2 makes of each.</summary>
public class ProfileParserTests
{
    public static TheoryData<int> Cases()
    {
        if (Conformance.Folder is null) return [0];
        return [.. Enumerable.Range(0, Suite().Count)];
    }

    [Theory, MemberData(nameof(Cases))]
    public void A_profile_file_reads_as_in_AWS_CLI(int index)
    {
        Conformance.Path("credentials");
        var test = Suite()[index]!;
        var machine = new FakeMachine();
        if ((string?)test["input"]!["configFile"] is { } config) machine.With("/home/user/.aws/config", config);
        if ((string?)test["input"]!["credentialsFile"] is { } credentials) machine.With("/home/user/.aws/credentials", credentials);

        Assert.Equal(test["cli_output"]!.ToJsonString(), Read(new ProfileFiles(machine)).ToJsonString());
    }

    static JsonObject Read(ProfileFiles files)
    {
        try
        {
            var result = new JsonObject { ["profiles"] = new JsonObject(files.ProfileNames.Select(name => KeyValuePair.Create(name, (JsonNode?)Read(files.GetProfile(name))))) };
            if (files.SsoSessionNames is { Count: > 0 } sessions)
            {
                result["sso_sessions"] = new JsonObject(sessions.Select(name => KeyValuePair.Create(name, (JsonNode?)Read(files.FindSsoSession(name)!))));
            }
            return result;
        }
        catch (ConfigurationException e)
        {
            Assert.Equal(ConfigurationFault.Unreadable, e.Fault);
            Assert.Contains("/home/user/.aws/", e.Message, StringComparison.Ordinal);
            Assert.Contains(", line ", e.Message, StringComparison.Ordinal);
            return new JsonObject { ["error"] = "ConfigParse" };
        }
    }

    static JsonObject Read(Profile profile)
    {
        var result = profile.Config is { } config ? Read(config) : [];
        foreach (var (key, value) in profile.Credentials is { } credentials ? Read(credentials) : []) result[key] = value!.DeepClone();
        return result;
    }

    static JsonObject Read(ConfigSection section) => new(section.Keys.Select(key => KeyValuePair.Create(key, section.HasTable(key)
        ? new JsonObject(section.TableKeys(key).Select(inner => KeyValuePair.Create(inner, (JsonNode?)section.Find(key, inner))))
        : (JsonNode?)section.Find(key))));

    static JsonArray Suite() => JsonNode.Parse(File.ReadAllText(Conformance.Path("credentials/profile-parser-cli.json")))!.AsArray();
}
