using System.Text;
using System.Text.Json.Nodes;
using Awl.Config;
using Awl.Tests.Machines;
using CsCheck;

namespace Awl.Tests.Config;

public class ConfigEditorTests
{
    static readonly SectionName Default = SectionName.Profile("default");

    [Fact]
    public void The_cases_of_configure_set_that_write_the_config_file_pass()
    {
        var count = 0;
        foreach (var test in JsonNode.Parse(File.ReadAllText(Conformance.Path("credentials/cases/configure.json")))!["cases"]!.AsArray())
        {
            if (test!["argv"] is not JsonArray { Count: > 3 } argv || test["steps"] is not null || (string)argv[1]! != "set") continue;
            var expect = (test["awl"] ?? test)["expect"]!;
            if (expect["files_after"] is not JsonObject after || Target(argv, test) is not { } target) continue;
            var path = target.IsCredentials ? ".aws/credentials" : ".aws/config";
            if (!after.ContainsKey(path) || after[path]!.ToJsonString().Contains("absent", StringComparison.Ordinal) || (int)expect["exit"]! != 0) continue;

            var editor = new ConfigEditor(path, Encoding.UTF8.GetBytes(Text(test["files"]?[path]) ?? ""));
            if (target.Table is { } table) editor.Set(target.Section, table, target.Key, target.Value);
            else editor.Set(target.Section, target.Key, target.Value);
            Assert.Equal($"{test["id"]}: {Text(after[path])}", $"{test["id"]}: {Encoding.UTF8.GetString(editor.Content)}");
            count++;
        }
        Assert.InRange(count, 25, 60);
    }

    [Theory]
    [InlineData("[default]\r\na = 1\r\n", "[default]\r\na = 2\r\n")]
    [InlineData("[default]\ra = 1\r", "[default]\ra = 2\r")]
    [InlineData("\uFEFF[default]\nA:1", "\uFEFF[default]\na = 2")]
    [InlineData("[default]\n  a = 1  \n  b = 1\n", "[default]\n  a = 2\n  b = 1\n")]
    [InlineData("[default]\na = 1\n # note\n  more\n\n  end\nb = 1", "[default]\na = 2\n # note\nb = 1")]
    [InlineData("[default]\na =\n  x = 1\n[profile b]", "[default]\na = 2\n[profile b]")]
    [InlineData("[default]\r\nb = 1\r\n[x]", "[default]\r\nb = 1\r\na = 2\r\n[x]")]
    [InlineData("[default]\n  b = 1\n[x]", "[default]\n  b = 1\n  a = 2\n[x]")]
    [InlineData("[default]\ns3 =\n  x = 1\n[x]", "[default]\ns3 =\n  x = 1\na = 2\n[x]")]
    [InlineData("[default]", "[default]\na = 2\n")]
    [InlineData("", "[default]\na = 2\n")]
    [InlineData("[default]\na = 1\n[profile default]\na = 1\n", "[default]\na = 1\n[profile default]\na = 2\n")]
    [InlineData("oops\n[default]\nbroken\na = 1\na = 1\n", "oops\n[default]\nbroken\na = 2\na = 1\n")]
    [InlineData("[DEFAULT]\na = 1\n[default]\nb = 1\n[x]\n", "[DEFAULT]\na = 1\n[default]\nb = 1\na = 2\n[x]\n")]
    public void Setting_a_value_keeps_every_other_byte(string before, string after) => Assert.Equal(after, Edited(before, editor => editor.Set(Default, "a", "2")));

    [Theory]
    [InlineData("[default]\na =\n  x = 1\n  y = 1\n", "[default]\na =\n  x = 1\n  y = 2\n")]
    [InlineData("[default]\na =\n  # note\n  x = 1\n\nb = 1", "[default]\na =\n  # note\n  x = 1\n  y = 2\n\nb = 1")]
    [InlineData("[default]\ny = 1\na =\n\ty=1\n", "[default]\ny = 1\na =\n\ty = 2\n")]
    [InlineData("[default]\na = scalar\n", "[default]\na =\n    y = 2\n")]
    [InlineData("[default]\na =\nb = 1\n", "[default]\na =\n    y = 2\nb = 1\n")]
    [InlineData("[default]\na =\n  y = 1\n  y = 1\n", "[default]\na =\n  y = 1\n  y = 2\n")]
    [InlineData("[default]\na =\n  y = 1", "[default]\na =\n  y = 2")]
    public void Setting_a_nested_value_keeps_every_other_byte(string before, string after) => Assert.Equal(after, Edited(before, editor => editor.Set(Default, "a", "y", "2")));

    [Theory]
    [InlineData("[default]\na = 1\nb = 1\n", "[default]\nb = 1\n")]
    [InlineData("[default]\na =\n  x = 1\n  # note\n  y = 1\nb = 1\n", "[default]\n  # note\nb = 1\n")]
    [InlineData("[default]\nb = 1\na = 1", "[default]\nb = 1\n")]
    [InlineData("[default]\nb = 1\n", "[default]\nb = 1\n")]
    public void Removing_a_key_keeps_every_other_byte(string before, string after) => Assert.Equal(after, Edited(before, editor => editor.Remove(Default, "a")));

    [Fact]
    public void Removing_a_section_keeps_what_stands_before_the_next()
        => Assert.Equal("# top\n\n# about b\n[profile b]\nx = 1\n", Edited("# top\n[default]\na = 1\n\n# about b\n[profile b]\nx = 1\n", editor => Assert.True(editor.RemoveSection(Default))));

    [Theory]
    [InlineData("a", "x\n[profile evil]")]
    [InlineData("a\rb", "x")]
    public void A_line_end_is_refused_without_showing_the_value(string key, string value)
    {
        var error = Assert.Throws<ConfigurationException>(() => Edited("", editor => editor.Set(Default, key, value)));
        Assert.Equal("Invalid value for key a: newline characters and carriage returns are not allowed.", error.Message);
    }

    [Theory, InlineData("a]b", "key"), InlineData("", "key"), InlineData("p", ""), InlineData("p", "#key"), InlineData("p", "a=b"), InlineData("p", "[x]")]
    public void A_name_that_could_not_be_read_back_is_refused(string profile, string key)
        => Assert.Throws<UsageException>(() => Edited("", editor => editor.Set(SectionName.Profile(profile), key, "v")));

    [Fact]
    public async Task Editing_a_file_makes_it_private_and_forgets_what_was_read()
    {
        var machine = new FakeMachine();
        var files = new ProfileFiles(machine);
        Assert.Null(files.FindProfile("my profile"));
        await files.EditAsync(files.ConfigPath, editor => editor.Set(SectionName.Profile("my profile"), "region", "eu-west-1"), TestContext.Current.CancellationToken);

        Assert.Equal("eu-west-1", files.GetProfile("my profile").Find("region"));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, machine.Modes["/home/user/.aws/config"]);
    }

    [Fact]
    public void What_is_set_can_be_read_and_nothing_else_changes()
    {
        var word = Gen.OneOf(Gen.String[Gen.Char["abcXYZ01_-. '\"\\äß"], 1, 8], Gen.Const("default"), Gen.Const("p"));
        var line = Gen.OneOf(
            word.Select(name => $"[{name}]"), word.Select(name => $"[profile '{name.Replace("'", "", StringComparison.Ordinal)}']"), Gen.Const("# note = 1"), Gen.Const(""), Gen.Const("  "),
            word.Select(name => $"{name} = 1"), word.Select(name => $"  {name} = 2"), Gen.Const("s3 ="), Gen.Const(" ; x"), Gen.Const("[default]"), Gen.Const("a = 1"));
        var wellFormed = 0;
        Gen.Select(line.List[0, 12], Gen.OneOf(Gen.Const("\n"), Gen.Const("\r\n")), Gen.Bool, Gen.OneOf(Gen.Const("p"), Gen.Const("default"), Gen.Const("my p"), Gen.Const("it's")), Gen.OneOf(Gen.Const("a"), Gen.Const("new_key")), Gen.Bool)
            .Sample((lines, lineEnd, isClosed, profile, key, isNested) =>
            {
                var before = string.Join(lineEnd, lines) + (isClosed ? lineEnd : "");
                if (Dump(before) is not { } old) return;   // not well formed to begin with

                Interlocked.Increment(ref wellFormed);
                var after = Edited(before, editor =>
                {
                    if (isNested) editor.Set(SectionName.Profile(profile), "table", key, "value");
                    else editor.Set(SectionName.Profile(profile), key, "value");
                });
                old[isNested ? $"{profile}/table/{key}" : $"{profile}/{key}"] = "value";
                var now = Dump(after) ?? throw new InvalidOperationException($"no longer well formed: {after}");
                if (!isNested) foreach (var nested in old.Keys.Where(name => name.StartsWith($"{profile}/{key}/", StringComparison.Ordinal)).ToList()) old.Remove(nested);
                Assert.Equal(old.OrderBy(pair => pair.Key, StringComparer.Ordinal), now.OrderBy(pair => pair.Key, StringComparer.Ordinal));
            }, iter: 20_000);
        Assert.True(wellFormed > 1_000, $"{wellFormed}");
    }

    /// <summary>All values of all profiles, or null where the file is not well formed.</summary>
    static Dictionary<string, string>? Dump(string text)
    {
        try
        {
            var files = new ProfileFiles(new FakeMachine().With("/home/user/.aws/config", text));
            var values = new Dictionary<string, string>();
            foreach (var name in files.ProfileNames)
            {
                var section = files.GetProfile(name).Config!;
                foreach (var key in section.Keys)
                {
                    if (!section.HasTable(key)) values[$"{name}/{key}"] = section.Find(key)!;
                    foreach (var inner in section.TableKeys(key)) values[$"{name}/{key}/{inner}"] = section.Find(key, inner)!;
                }
            }
            return values;
        }
        catch (ConfigurationException) { return null; }
    }

    static string Edited(string before, Action<ConfigEditor> edit)
    {
        var editor = new ConfigEditor("file", Encoding.UTF8.GetBytes(before));
        edit(editor);
        var after = Encoding.UTF8.GetString(editor.Content);
        Assert.Equal(before != after, editor.IsChanged);
        return after;
    }

    static string? Text(JsonNode? file) => file is JsonObject map ? (string?)map["text"] : (string?)file;

    /// <summary>What the words after <c>configure set</c> mean, as far as these cases go.</summary>
    static (bool IsCredentials, SectionName Section, string? Table, string Key, string Value)? Target(JsonArray argv, JsonNode test)
    {
        var words = argv.Select(word => (string)word!).ToList();
        if (words[3].StartsWith("file://", StringComparison.Ordinal)) return null;
        string? Option(string name) => words.IndexOf(name) is >= 0 and var i ? words[i + 1] : null;
        var key = words[2].Split('.').ToList();
        var profile = Option("--profile") ?? (string?)test["env"]?["AWS_PROFILE"] ?? "default";
        if (key[0] == "profile") (profile, key) = (key[1], key[2..]);
        else if (key[0] == "default") (profile, key) = ("default", key[1..]);

        var section = Option("--sso-session") is { } session ? SectionName.SsoSession(session)
            : Option("--services") is { } services ? SectionName.Services(services)
            : key[0] == "plugins" ? SectionName.Plain("plugins") : SectionName.Profile(profile);
        if (key[0] == "plugins") key = key[1..];
        var isCredentials = key[0] is "aws_access_key_id" or "aws_secret_access_key" or "aws_session_token";
        return (isCredentials, isCredentials ? SectionName.Plain(profile) : section, key.Count > 1 ? key[0] : null, key[^1], words[3]);
    }
}
