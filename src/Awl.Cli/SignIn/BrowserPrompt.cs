using Awl.Cli.Terminals;

namespace Awl.Cli.SignIn;

/// <summary>Sends the user to a page: tells where it is, and opens it unless that is turned off.</summary>
/// <remarks>Source: AWS CLI 2.36.12, whose words these are.</remarks>
sealed class BrowserPrompt(Terminal terminal, Browser? browser)
{
    /// <summary>Shows the page of a flow whose answer comes back to this machine.</summary>
    /// <param name="url">The page.</param>
    /// <param name="otherOption">The option that logs in without a browser on this machine.</param>
    /// <param name="cancellationToken">Stops opening it.</param>
    public async Task ShowPageAsync(string url, string otherOption, CancellationToken cancellationToken)
    {
        if (browser is null)
        {
            ShowPage(url);
            return;
        }
        terminal.Out.Write(
            "Attempting to open your default browser. If the browser does not open, open the following URL.\n"
            + $"If you are unable to open the URL on this device, run this command again with the '{otherOption}' option.\n\n{ScreenText.Of(url)}\n\n");
        terminal.Flush();
        await browser.OpenAsync(url, cancellationToken);
    }

    /// <summary>Shows a page that is not opened.</summary>
    public void ShowPage(string url)
    {
        terminal.Out.Write($"Browser will not be automatically opened.\nPlease visit the following URL:\n\n{ScreenText.Of(url)}\n");
        terminal.Flush();
    }

    /// <summary>Shows the page of a device, and the code to type there.</summary>
    /// <param name="url">The page.</param>
    /// <param name="urlWithCode">The same with the code filled in.</param>
    /// <param name="code">The code.</param>
    /// <param name="cancellationToken">Stops opening it.</param>
    public async Task ShowCodeAsync(string url, string urlWithCode, string code, CancellationToken cancellationToken)
    {
        terminal.Out.Write(browser is null
            ? "Browser will not be automatically opened.\nPlease visit the following URL:\n"
            : "Attempting to open your default browser.\nIf the browser does not open or you wish to use a different device to authorize this request, open the following URL:\n");
        terminal.Out.Write($"\n{ScreenText.Of(url)}\n\nThen enter the code:\n\n{ScreenText.Of(code)}\n");
        if (browser is null)
            terminal.Out.Write($"\nAlternatively, you may visit the following URL which will autofill the code upon loading:\n{ScreenText.Of(urlWithCode)}\n");
        terminal.Flush();
        if (browser is not null) await browser.OpenAsync(urlWithCode, cancellationToken);
    }
}
