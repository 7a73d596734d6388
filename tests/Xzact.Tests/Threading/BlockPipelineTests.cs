using Xzact.Threading;

namespace Xzact.Tests.Threading;

public sealed class BlockPipelineTests
{
    private static readonly TimeSpan s_soon = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Jobs_come_back_in_their_order_whichever_is_done_first()
    {
        using var pipeline = new BlockPipeline<Job>(3);
        Job[] jobs = [new(), new(), new()];
        foreach (Job job in jobs)
        {
            Assert.True(pipeline.CanTake);
            pipeline.Submit(job);
        }

        Assert.False(pipeline.CanTake);
        Assert.False(pipeline.TryTake(out Job? taken));
        Assert.Null(taken);
        Task finished = pipeline.WhenNews();
        Assert.False(finished.IsCompleted);
        jobs[2].Finish();
        await finished.WaitAsync(s_soon, TestContext.Current.CancellationToken);
        Assert.False(pipeline.TryTake(out _));

        jobs[1].Finish();
        jobs[0].Finish();
        for (int i = 0; i < 3; i++)
        {
            while (!pipeline.TryTake(out taken))
            {
                await pipeline.WhenNews().WaitAsync(s_soon, TestContext.Current.CancellationToken);
            }

            Assert.Same(jobs[i], taken);
        }

        Assert.Equal(0, pipeline.Count);
        Assert.True(pipeline.WhenNews().IsCompleted);
    }

    [Fact]
    public async Task What_finishes_between_a_look_and_a_wait_ends_the_wait()
    {
        using var pipeline = new BlockPipeline<Job>(2);
        var first = new Job();
        var second = new Job();
        pipeline.Submit(first);
        pipeline.Submit(second);
        Assert.False(pipeline.TryTake(out _));
        second.Finish();
        while (!second.IsDone)
        {
            await Task.Delay(1, TestContext.Current.CancellationToken);
        }

        await pipeline.WhenNews().WaitAsync(s_soon, TestContext.Current.CancellationToken);
        first.Finish();
    }

    [Fact]
    public async Task A_part_of_the_oldest_job_ends_a_wait_and_of_another_does_not()
    {
        using var pipeline = new BlockPipeline<Job>(2);
        var first = new Job();
        var second = new Job();
        pipeline.Submit(first);
        pipeline.Submit(second);
        Assert.Same(first, pipeline.Oldest);
        Task news = pipeline.WhenNews();
        second.Progressed!(second);
        Assert.False(news.IsCompleted);
        first.Progressed!(first);
        await news.WaitAsync(s_soon, TestContext.Current.CancellationToken);
        Assert.True(pipeline.WhenNews().IsCompleted);
        Assert.Same(first, pipeline.Oldest);
        Assert.False(pipeline.WhenNews().IsCompleted);
        first.Finish();
        second.Finish();
    }

    [Fact]
    public async Task Twice_as_many_jobs_as_threads_are_under_way_at_most()
    {
        using var pipeline = new BlockPipeline<Job>(2);
        var head = new Job();
        pipeline.Submit(head);
        for (int i = 0; i < 3; i++)
        {
            Assert.True(pipeline.CanTake);
            var job = new Job();
            pipeline.Submit(job);
            job.Finish();
            Assert.False(pipeline.TryTake(out _));
            await pipeline.WhenNews().WaitAsync(s_soon, TestContext.Current.CancellationToken);
        }

        Assert.False(pipeline.CanTake);
        Assert.Equal(4, pipeline.Count);
        head.Finish();
    }

    [Fact]
    public async Task Small_jobs_are_run_by_threads_that_are_already_there()
    {
        using var pipeline = new BlockPipeline<Job>(2) { Patience = TimeSpan.FromMinutes(10) };
        var threads = new HashSet<Thread>();
        for (int i = 0; i < 300; i++)
        {
            var job = new Job();
            job.Finish();
            pipeline.Submit(job);
            while (!pipeline.TryTake(out _))
            {
                await pipeline.WhenNews().WaitAsync(s_soon, TestContext.Current.CancellationToken);
            }

            threads.Add(await job.Thread.Task);
        }

        Assert.InRange(threads.Count, 1, 2);
    }

    [Fact]
    public async Task Threads_end_when_there_is_no_more_work()
    {
        using var pipeline = new BlockPipeline<Job>(2) { Patience = TimeSpan.FromMilliseconds(1) };
        var job = new Job();
        pipeline.Submit(job);
        job.Finish();
        Thread thread = await job.Thread.Task.WaitAsync(s_soon, TestContext.Current.CancellationToken);
        Assert.True(thread.Join(s_soon));

        // Another one comes with other work.
        var next = new Job();
        pipeline.Submit(next);
        next.Finish();
        Assert.NotSame(thread, await next.Thread.Task.WaitAsync(s_soon, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Disposing_stops_what_runs_forgets_the_rest_and_leaves_no_thread()
    {
        var running = new Job();
        var waiting = new Job();
        Thread thread;
        using (var pipeline = new BlockPipeline<Job>(1))
        {
            pipeline.Submit(running);
            thread = await running.Thread.Task.WaitAsync(s_soon, TestContext.Current.CancellationToken);
            pipeline.Submit(waiting);
        }

        Assert.False(thread.IsAlive);
        Assert.True(running.IsDone);
        Assert.False(waiting.IsDone);
        Assert.Equal((1, 1), (running.Releases, waiting.Releases));
        Assert.Throws<OperationCanceledException>(running.ThrowIfFailed);
    }

    [Fact]
    public async Task Where_no_thread_is_to_be_had_the_work_is_done_by_the_caller()
    {
        using var pipeline = new BlockPipeline<Job>(2) { TryStart = _ => false };
        for (int i = 0; i < 3; i++)
        {
            var job = new Job();
            job.Finish();
            Thread caller = Thread.CurrentThread;
            pipeline.Submit(job);
            Assert.True(pipeline.TryTake(out Job? taken));
            Assert.Same(job, taken);
            Assert.Same(caller, await job.Thread.Task);
        }
    }

    [Fact]
    public async Task Where_one_thread_is_to_be_had_it_does_all_the_work()
    {
        int asked = 0;
        using var pipeline = new BlockPipeline<Job>(2)
        {
            TryStart = thread =>
            {
                bool isFirst = asked++ == 0;
                if (isFirst)
                {
                    thread.Start();
                }

                return isFirst;
            },
        };
        Job[] jobs = [new(), new()];
        foreach (Job job in jobs)
        {
            job.Finish();
            pipeline.Submit(job);
        }

        foreach (Job job in jobs)
        {
            Job? taken;
            while (!pipeline.TryTake(out taken))
            {
                await pipeline.WhenNews().WaitAsync(s_soon, TestContext.Current.CancellationToken);
            }

            Assert.Same(job, taken);
        }
    }

    [Fact]
    public async Task After_it_was_cleared_it_works_again()
    {
        using var pipeline = new BlockPipeline<Job>(1);
        pipeline.Submit(new Job());
        pipeline.Clear();
        Assert.Equal(0, pipeline.Count);
        var job = new Job();
        pipeline.Submit(job);
        job.Finish();
        while (!pipeline.TryTake(out _))
        {
            await pipeline.WhenNews().WaitAsync(s_soon, TestContext.Current.CancellationToken);
        }

        job.ThrowIfFailed();
    }

    /// <summary>Runs until the test lets it finish.</summary>
    private sealed class Job : BlockJob
    {
        private readonly TaskCompletionSource _mayFinish = new();

        public TaskCompletionSource<Thread> Thread { get; } =
            new(TaskCreationOptions.RunContinuationsAsynchronously);

        public int Releases { get; private set; }

        public void Finish() => _mayFinish.TrySetResult();

        public override void Release() => Releases++;

        protected override void Run(CancellationToken cancellationToken)
        {
            Thread.SetResult(System.Threading.Thread.CurrentThread);
            _mayFinish.Task.Wait(cancellationToken);
        }
    }
}
