namespace Tenantry.Bench;

/// <summary>New projects, spread over many organizations because a trial has room for few; and the log-ins this takes.</summary>
internal static class Projects
{
    private const int OrganizationsASecond = 250;
    private static readonly TimeSpan UntilDone = TimeSpan.FromMinutes(1);

    public static async Task Measure(Subject subject, BenchOptions options, Report report)
    {
        // Each run has organizations of its own, so its length is given by their number and not by the clock.
        var each = (int)(OrganizationsASecond * options.Command.TotalSeconds);
        await subject.SignUp(each * (options.Rounds + 1));
        var unused = new Queue<Tenant[]>(subject.Tenants.All.Chunk(each));
        var current = unused.Peek();
        var login = HttpRow.Create(
            "login", subject.Server, options.Connections, () => new LoginWork(current = unused.Dequeue(), options.Connections));
        var project = HttpRow.Create(
            "project", subject.Server, options.Connections, () => new ProjectWork(current), subject.Outboxes);
        await login.WarmUp(UntilDone);
        await project.WarmUp(UntilDone);

        report.Add(login);
        report.Add(project);
        await Row.Alternate(options.Rounds, (login, UntilDone), (project, UntilDone));
    }
}
