using System.Text;
using System.Text.Json.Nodes;
using Awl.Credentials.Secure;
using Awl.Tests.Machines;

namespace Awl.Tests.Credentials.Secure;

public class SealedFileTests
{
    const string Path = "/home/user/.aws/awl/keys.json", Right = "correct horse battery";

    static ScryptCost Cheap => new(16, 1, 1);

    readonly FakeMachine _machine = new();
    readonly List<string> _questions = [];
    readonly Queue<string?> _answers = [];

    [Fact]
    public async Task What_is_put_in_comes_out_and_stands_nowhere_in_the_file()
    {
        await WriteAsync("a", "the secret of a");
        Assert.Equal("the secret of a", await Opened(Right).FindAsync("a", default));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, _machine.Modes[Path]);
        Assert.DoesNotContain("the secret", Text);
        Assert.DoesNotContain(Convert.ToBase64String("the secret of a"u8)[..12], Text);
    }

    [Fact]
    public async Task A_new_passphrase_is_asked_for_until_it_is_long_and_the_same_twice()
    {
        await Asked("short", Right, Right + "!", Right, Right).SetAsync("a", "x", default);
        Assert.Equal(
            [
                $"New passphrase for {Path}: ", $"It must have 8 characters or more. New passphrase for {Path}: ", "The same again: ",
                $"They differ. New passphrase for {Path}: ", "The same again: ",
            ], _questions);
    }

    [Fact]
    public async Task A_wrong_passphrase_may_be_mended_twice()
    {
        await WriteAsync("a", "x");
        Assert.Equal("x", await Asked("wrong", "wrong again", Right).FindAsync("a", default));
        Assert.Equal($"That is not it. Passphrase for {Path}: ", _questions[^1]);

        var error = await Assert.ThrowsAsync<CredentialsException>(() => Asked("1", "2", "3").FindAsync("a", default));
        Assert.Equal($"That was not the passphrase of {Path}.", error.Message);
    }

    [Fact]
    public async Task Without_a_terminal_the_error_says_what_can_be_done()
    {
        await WriteAsync("a", "x");
        var error = await Assert.ThrowsAsync<CredentialsException>(() => Unasked.FindAsync("a", default));
        Assert.Contains("AWL_PASSPHRASE_PROCESS", error.Message);
    }

    [Fact]
    public async Task A_program_may_give_the_passphrase()
    {
        await WriteAsync("a", "x");
        _machine.Variables["AWL_PASSPHRASE_PROCESS"] = "pass show awl";
        _machine.OnRun = command => new(0, string.Join(' ', command) == "pass show awl" ? Right + "\n" : "", "");
        Assert.Equal("x", await Unasked.FindAsync("a", default));

        _machine.OnRun = _ => new(0, "another passphrase\n", "");
        var wrong = await Assert.ThrowsAsync<CredentialsException>(() => Unasked.FindAsync("a", default));
        Assert.Equal($"The passphrase that AWL_PASSPHRASE_PROCESS prints is not that of {Path}.", wrong.Message);

        _machine.OnRun = _ => new(3, "half a passphrase", "no such entry\n");
        var failed = await Assert.ThrowsAsync<CredentialsException>(() => Unasked.FindAsync("a", default));
        Assert.Equal("The program of AWL_PASSPHRASE_PROCESS ended with exit code 3. no such entry", failed.Message);
    }

    [Theory]
    [InlineData("sealed")]
    [InlineData("nonce")]
    public async Task A_flipped_bit_spoils_all(string member)
    {
        await WriteAsync("a", "x");
        var bytes = Convert.FromBase64String(Member(member));
        bytes[bytes.Length / 2] ^= 1;
        Change(member, Convert.ToBase64String(bytes));
        await AssertDamagedAsync();
    }

    [Fact]
    public async Task A_name_in_the_head_cannot_be_given_to_another_secret()
    {
        await WriteAsync("poor", "x");
        _machine.With(Path, Text.Replace("poor", "rich"));
        var error = await Assert.ThrowsAsync<CredentialsException>(() => Opened(Right).FindAsync("rich", default));
        Assert.StartsWith($"{Path} is not what awl wrote: it was changed or damaged", error.Message);
    }

    /// <summary>What the key is made with, and what tells a wrong passphrase: no passphrase is right then.</summary>
    [Theory]
    [InlineData("salt")]
    [InlineData("check")]
    public async Task A_flipped_bit_there_makes_every_passphrase_wrong(string member)
    {
        await WriteAsync("a", "x");
        var bytes = Convert.FromBase64String(Member(member));
        bytes[0] ^= 0x80;
        Change(member, Convert.ToBase64String(bytes));
        await Assert.ThrowsAsync<CredentialsException>(() => Asked(Right, Right, Right).FindAsync("a", default));
    }

    [Theory]
    [InlineData("\"version\": 1", "\"version\": 2", "its version is not 1")]
    [InlineData("\"scrypt\"", "\"md5\"", "its key is not made by scrypt")]
    [InlineData("\"n\": 16", "\"n\": 1099511627776", "it has no n")]
    [InlineData("\"n\": 16", "\"n\": 17", "n, r and p make no sense")]
    [InlineData("{", "", "it is not JSON")]
    public async Task Another_form_is_named(string text, string changed, string problem)
    {
        await WriteAsync("a", "x");
        _machine.With(Path, Text.Replace(text, changed));
        var error = await Assert.ThrowsAsync<CredentialsException>(() => Opened(Right).FindAsync("a", default));
        Assert.Equal($"{Path} is no file of keys that this version of awl wrote: {problem}.", error.Message);
    }

    [Fact]
    public async Task A_passphrase_is_asked_for_once_in_a_session()
    {
        _machine.OwnSessionKeyring = new();
        await WriteAsync("a", "x");
        _questions.Clear();
        Assert.Equal("x", await Unasked.FindAsync("a", default));
        await Unasked.SetAsync("b", "y", default);
        Assert.Equal("y", await Unasked.FindAsync("b", default));
        Assert.DoesNotContain(_machine.OwnSessionKeyring.Items.Values, value => value.Contains(Right, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_session_that_keeps_nothing_is_none()
    {
        _machine.OwnSessionKeyring = new() { Failure = "not allowed" };
        await WriteAsync("a", "x");
        Assert.Equal("x", await Opened(Right).FindAsync("a", default));
    }

    [Fact]
    public async Task Whether_something_is_there_is_known_without_the_passphrase()
    {
        await WriteAsync("a", "x");
        Assert.True(Unasked.Has("a"));
        Assert.False(Unasked.Has("b"));
        Assert.Null(await Unasked.FindAsync("b", default));
        await Unasked.DeleteAsync("b", default);
    }

    [Fact]
    public async Task With_the_last_secret_goes_the_file()
    {
        await WriteAsync("a", "x");
        await Opened(Right).SetAsync("b", "y", default);
        await Opened(Right).DeleteAsync("a", default);
        Assert.Equal("y", await Opened(Right).FindAsync("b", default));
        await Opened(Right).DeleteAsync("b", default);
        Assert.False(_machine.Files.ContainsKey(Path));
    }

    string Text => Encoding.UTF8.GetString(_machine.Files[Path]);

    Task WriteAsync(string item, string secret) => Asked(Right, Right).SetAsync(item, secret, default);

    SealedFile Unasked => new(_machine, null, Cheap);

    SealedFile Opened(string passphrase) => Asked(passphrase);

    SealedFile Asked(params string?[] answers)
    {
        _answers.Clear();
        foreach (var answer in answers) _answers.Enqueue(answer);
        return new(_machine, (question, _) =>
        {
            _questions.Add(question);
            return Task.FromResult(_answers.Dequeue());
        }, Cheap);
    }

    string Member(string name) => JsonNode.Parse(Text)![name]!.GetValue<string>();

    void Change(string name, string value) => _machine.With(Path, Text.Replace(Member(name), value));

    async Task AssertDamagedAsync()
    {
        var error = await Assert.ThrowsAsync<CredentialsException>(() => Opened(Right).FindAsync("a", default));
        Assert.StartsWith($"{Path} is not what awl wrote: it was changed or damaged", error.Message);
    }
}
