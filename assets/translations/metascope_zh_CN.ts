<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>Actions</name>
    <message>
        <source>&amp;Edit</source>
        <translation>编辑(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>文件(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>帮助(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Methods</source>
        <translation>方法(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Run</source>
        <translation>运行(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Stories</source>
        <translation>故事(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>视图(&amp;V)</translation>
    </message>
    <message>
        <source>A run or a comparison that was saved as a .metascope file</source>
        <translation>保存为 .metascope 文件的运行或比较</translation>
    </message>
    <message>
        <source>A story file of your own</source>
        <translation>你自己的故事文件</translation>
    </message>
    <message>
        <source>All keys</source>
        <translation>全部快捷键</translation>
    </message>
    <message>
        <source>Begin again from another initialisation</source>
        <translation>换一个初始值，从头开始</translation>
    </message>
    <message>
        <source>Begin again from the same initialisation</source>
        <translation>用同一个初始值，从头开始</translation>
    </message>
    <message>
        <source>Bring floating panels back</source>
        <translation>收回浮动面板</translation>
    </message>
    <message>
        <source>Change the language</source>
        <translation>切换语言</translation>
    </message>
    <message>
        <source>Checkpoint every run and close</source>
        <translation>为每个运行保存检查点，然后关闭</translation>
    </message>
    <message>
        <source>Choose panels and settings that a lecture hides</source>
        <translation>选择演讲时隐藏的面板和设置</translation>
    </message>
    <message>
        <source>Close the story and bring the panels back</source>
        <translation>关闭故事，恢复面板</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>比较</translation>
    </message>
    <message>
        <source>Compare: a small plot for each method</source>
        <translation>比较：每种方法一张小图</translation>
    </message>
    <message>
        <source>Dark theme</source>
        <translation>深色主题</translation>
    </message>
    <message>
        <source>Do again what was taken back</source>
        <translation>重做刚才撤销的操作</translation>
    </message>
    <message>
        <source>End the run; what it learned is kept</source>
        <translation>结束运行；已学到的内容会保留</translation>
    </message>
    <message>
        <source>End the story</source>
        <translation>结束故事</translation>
    </message>
    <message>
        <source>English or Chinese, whichever is not in force</source>
        <translation>在英文与中文之间切换</translation>
    </message>
    <message>
        <source>Every panel that floats returns into the window</source>
        <translation>所有浮动的面板都回到窗口中</translation>
    </message>
    <message>
        <source>Fill the screen</source>
        <translation>占满屏幕</translation>
    </message>
    <message>
        <source>Find an action by its name</source>
        <translation>按名称查找操作</translation>
    </message>
    <message>
        <source>Follow the system&apos;s language</source>
        <translation>跟随系统语言</translation>
    </message>
    <message>
        <source>Follow the system&apos;s theme</source>
        <translation>跟随系统主题</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>全屏</translation>
    </message>
    <message>
        <source>Go on from where a finished run ended, for as many steps again</source>
        <translation>从已完成的运行结束处继续，再训练同样多的步数</translation>
    </message>
    <message>
        <source>Inner scrubber back</source>
        <translation>内循环滑杆后退</translation>
    </message>
    <message>
        <source>Inner scrubber forth</source>
        <translation>内循环滑杆前进</translation>
    </message>
    <message>
        <source>Inner step</source>
        <translation>内循环步</translation>
    </message>
    <message>
        <source>Larger</source>
        <translation>放大</translation>
    </message>
    <message>
        <source>Larger type and lines</source>
        <translation>放大文字和线条</translation>
    </message>
    <message>
        <source>Learn</source>
        <translation>学习</translation>
    </message>
    <message>
        <source>Lecture mode</source>
        <translation>演讲模式</translation>
    </message>
    <message>
        <source>Library</source>
        <translation>资料库</translation>
    </message>
    <message>
        <source>Light theme</source>
        <translation>浅色主题</translation>
    </message>
    <message>
        <source>Logarithmic loss</source>
        <translation>对数损失</translation>
    </message>
    <message>
        <source>Logarithmic y-axis of the loss</source>
        <translation>损失的纵轴取对数</translation>
    </message>
    <message>
        <source>Look at another task of the validation classes</source>
        <translation>换一个由验证类别组成的任务来看</translation>
    </message>
    <message>
        <source>Method {n}: join, hide, show</source>
        <translation>方法 {n}：加入、隐藏、显示</translation>
    </message>
    <message>
        <source>Next page</source>
        <translation>下一页</translation>
    </message>
    <message>
        <source>Next probe task</source>
        <translation>下一个探测任务</translation>
    </message>
    <message>
        <source>Next x-axis</source>
        <translation>切换横轴</translation>
    </message>
    <message>
        <source>Normal size</source>
        <translation>原始大小</translation>
    </message>
    <message>
        <source>Nothing moves by itself: no gliding bars, no scrubbing unasked</source>
        <translation>没有任何东西自己移动：条形不滑动，滑杆不自动播放</translation>
    </message>
    <message>
        <source>One inner step back</source>
        <translation>后退一个内循环步</translation>
    </message>
    <message>
        <source>One inner step on</source>
        <translation>前进一个内循环步</translation>
    </message>
    <message>
        <source>Open a story…</source>
        <translation>打开故事…</translation>
    </message>
    <message>
        <source>Open…</source>
        <translation>打开…</translation>
    </message>
    <message>
        <source>Outer steps, tasks seen, samples seen, compute seconds</source>
        <translation>外循环步数、已见任务数、已见样本数、计算秒数</translation>
    </message>
    <message>
        <source>Page before</source>
        <translation>上一页</translation>
    </message>
    <message>
        <source>Play the stages of the outer steps slowly, one after the other</source>
        <translation>把外循环每一步的各个阶段依次慢速播放</translation>
    </message>
    <message>
        <source>Put every dock back in its place</source>
        <translation>把所有面板放回原位</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>Reduce motion</source>
        <translation>减少动画</translation>
    </message>
    <message>
        <source>Remove from the list</source>
        <translation>从列表中移除</translation>
    </message>
    <message>
        <source>Reset layout</source>
        <translation>重置布局</translation>
    </message>
    <message>
        <source>Restart, new seed</source>
        <translation>换种子重新开始</translation>
    </message>
    <message>
        <source>Restart, same seed</source>
        <translation>同种子重新开始</translation>
    </message>
    <message>
        <source>Save a checkpoint</source>
        <translation>保存检查点</translation>
    </message>
    <message>
        <source>Save as a file…</source>
        <translation>保存为文件…</translation>
    </message>
    <message>
        <source>Save as a story…</source>
        <translation>保存为故事…</translation>
    </message>
    <message>
        <source>Send runs that you start to a Dask cluster</source>
        <translation>把之后启动的运行交给 Dask 集群训练</translation>
    </message>
    <message>
        <source>Train on</source>
        <translation>继续训练</translation>
    </message>
    <message>
        <source>Train on a cluster…</source>
        <translation>在集群上训练…</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Search actions…</source>
        <translation>查找操作…</translation>
    </message>
    <message>
        <source>Show the answer, or turn to the next page of the story</source>
        <translation>显示答案，或翻到故事的下一页</translation>
    </message>
    <message>
        <source>Show the library folder</source>
        <translation>打开资料库文件夹</translation>
    </message>
    <message>
        <source>Show the log folder</source>
        <translation>打开日志文件夹</translation>
    </message>
    <message>
        <source>Slow motion</source>
        <translation>慢动作</translation>
    </message>
    <message>
        <source>Small multiples</source>
        <translation>小图阵列</translation>
    </message>
    <message>
        <source>Smaller</source>
        <translation>缩小</translation>
    </message>
    <message>
        <source>Smaller type and lines</source>
        <translation>缩小文字和线条</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>Start or pause</source>
        <translation>开始或暂停</translation>
    </message>
    <message>
        <source>Start, or pause and go on with the selected run</source>
        <translation>开始；或者暂停、继续选中的运行</translation>
    </message>
    <message>
        <source>Step once</source>
        <translation>走一步</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Take one outer step, then pause</source>
        <translation>走一个外循环步，然后暂停</translation>
    </message>
    <message>
        <source>Take the last change in this place back</source>
        <translation>撤销这里的最后一次更改</translation>
    </message>
    <message>
        <source>The list of keyboard shortcuts</source>
        <translation>键盘快捷键一览</translation>
    </message>
    <message>
        <source>The next stage of one outer step: sample, adapt, evaluate, update</source>
        <translation>外循环一步中的下一个阶段：采样、适应、评估、更新</translation>
    </message>
    <message>
        <source>The run stays in the library</source>
        <translation>运行仍保留在资料库中</translation>
    </message>
    <message>
        <source>The selected runs, or the comparison, in one file</source>
        <translation>把选中的运行或比较保存在一个文件中</translation>
    </message>
    <message>
        <source>The whole screen, larger type; B blanks it, Esc ends it</source>
        <translation>全屏显示，文字放大；B 键黑屏，Esc 退出</translation>
    </message>
    <message>
        <source>Train with the settings on the left</source>
        <translation>按左侧的设置开始训练</translation>
    </message>
    <message>
        <source>Try</source>
        <translation>试一试</translation>
    </message>
    <message>
        <source>Turn to the page before</source>
        <translation>翻到上一页</translation>
    </message>
    <message>
        <source>What did I do, and can I have it back?</source>
        <translation>我做过什么？还能找回来吗？</translation>
    </message>
    <message>
        <source>What happens with my own task?</source>
        <translation>换成我自己的任务会怎样？</translation>
    </message>
    <message>
        <source>What is on screen now as a page of a story file, with text to fill in</source>
        <translation>把现在的画面作为故事文件的一页，文字待填</translation>
    </message>
    <message>
        <source>What is this one algorithm doing now?</source>
        <translation>这个算法现在在做什么？</translation>
    </message>
    <message>
        <source>What the audience sees…</source>
        <translation>观众看到的内容…</translation>
    </message>
    <message>
        <source>Where details of failures are written</source>
        <translation>故障的详细信息写在这里</translation>
    </message>
    <message>
        <source>Where runs and checkpoints are kept</source>
        <translation>运行和检查点保存在这里</translation>
    </message>
    <message>
        <source>Which is better, on what, and is it luck?</source>
        <translation>哪个更好？好在哪里？会不会只是运气？</translation>
    </message>
    <message>
        <source>With the dock under the cursor; once more, or Esc, brings all back</source>
        <translation>让光标所在的面板占满屏幕；再按一次或按 Esc 恢复</translation>
    </message>
    <message>
        <source>Write the run&apos;s state to the library now</source>
        <translation>立即把运行的状态写入资料库</translation>
    </message>
</context>
<context>
    <name>AdaptationView</name>
    <message>
        <source>inner step</source>
        <translation>内循环步</translation>
    </message>
    <message>
        <source>The loss of a dozen probe tasks after each inner step.
Press Space to start: it should fall with every step.</source>
        <translation>十余个探测任务在每个内循环步之后的损失。
按空格键开始：损失应当逐步下降。</translation>
    </message>
    <message>
        <source>Loss by inner step</source>
        <translation>损失随内循环步的变化</translation>
    </message>
    <message>
        <source>loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>Accuracy by inner step</source>
        <translation>准确率随内循环步的变化</translation>
    </message>
    <message>
        <source>accuracy</source>
        <translation>准确率</translation>
    </message>
    <message>
        <source>Thick: mean of {count} tasks; thin: queries of each, a click opens the task.</source>
        <translation>粗线：{count} 个任务的平均；细线：各任务的查询集，点击可打开该任务。</translation>
    </message>
    <message>
        <source>Mean of {count} tasks; this method adapts in one pass.</source>
        <translation>{count} 个任务的平均；这种方法一次前向就完成适应。</translation>
    </message>
    <message>
        <source>Shaded: beyond the trained steps ({trained}).</source>
        <translation>阴影部分：超出训练时的步数（{trained}）。</translation>
    </message>
    <message>
        <source>support</source>
        <translation>支持集</translation>
    </message>
    <message>
        <source>query</source>
        <translation>查询</translation>
    </message>
</context>
<context>
    <name>AnswerList</name>
    <message>
        <source>Letter and bar: the answer and how sure. Small bars: how sure after each inner step. ✓ ✗: where the truth is known.</source>
        <translation>字母与长条：答案及其把握。小条：每个内循环步之后的把握。✓ ✗：已知真值时的对错。</translation>
    </message>
</context>
<context>
    <name>AnswerRow</name>
    <message>
        <source>{name} answers {letter} with {share} %</source>
        <translation>{name}以 {share} % 的把握回答 {letter}</translation>
    </message>
    <message>
        <source>…</source>
        <translation>…</translation>
    </message>
    <message>
        <source>no steps: one pass</source>
        <translation>没有内循环步：一次前向</translation>
    </message>
</context>
<context>
    <name>AttentionView</name>
    <message>
        <source>What each query looks at</source>
        <translation>每个查询在看什么</translation>
    </message>
    <message>
        <source>support example</source>
        <translation>支持样本</translation>
    </message>
    <message>
        <source>query</source>
        <translation>查询</translation>
    </message>
    <message>
        <source>How much attention every query pays to every support example, for methods that look their answer up.
Press Space to start: the blocks of the diagonal light up.</source>
        <translation>每个查询对每个支持样本的注意力，适用于靠查找作答的方法。
按空格键开始：对角线上的方块会亮起来。</translation>
    </message>
    <message>
        <source>Read</source>
        <translation>读取</translation>
    </message>
    <message>
        <source>Each read of the support set in turn; the last one is the answer</source>
        <translation>依次查看对支持集的每次读取；最后一次就是答案</translation>
    </message>
    <message>
        <source>answer</source>
        <translation>答案</translation>
    </message>
    <message>
        <source>read {read} of {reads}</source>
        <translation>第 {read} 次读取，共 {reads} 次</translation>
    </message>
    <message>
        <source>Queries pay {share} % of their attention to examples of their own class ({chance} % were it spread evenly).</source>
        <translation>查询把 {share} % 的注意力放在本类样本上（若平均分配则为 {chance} %）。</translation>
    </message>
    <message>
        <source>query {query} looks at {example}: {value}</source>
        <translation>查询 {query} 看 {example}：{value}</translation>
    </message>
</context>
<context>
    <name>AudienceDialog</name>
    <message>
        <source>What the audience sees</source>
        <translation>观众看到的内容</translation>
    </message>
    <message>
        <source>Lecture mode (F5) leaves out what is not ticked. Save as a story keeps the choice in the story file.</source>
        <translation>演讲模式 (F5) 会略去未勾选的内容。保存为故事时，这个选择会存入故事文件。</translation>
    </message>
</context>
<context>
    <name>BackgroundJobs</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>Board</name>
    <message>
        <source>Nothing to see of this run yet.</source>
        <translation>这个运行暂时还没有可看的内容。</translation>
    </message>
</context>
<context>
    <name>BoundaryView</name>
    <message>
        <source>One task, its boundaries</source>
        <translation>一个任务和它的决策边界</translation>
    </message>
    <message>
        <source>One unseen task in the plane, and which class every place belongs to after each inner step.
Press Space to start.</source>
        <translation>平面上一个未见过的任务，以及每个内循环步之后各处属于哪一类。
按空格键开始。</translation>
    </message>
    <message>
        <source>Next task</source>
        <translation>下一个任务</translation>
    </message>
    <message>
        <source>Another task of the same kind (N)</source>
        <translation>换一个同类型的任务 (N)</translation>
    </message>
    <message>
        <source>Step {step}: {right} of {count} queries right</source>
        <translation>第 {step} 步：{count} 个查询答对 {right} 个</translation>
    </message>
    <message>
        <source>One pass: {right} of {count} queries right</source>
        <translation>一次前向：{count} 个查询答对 {right} 个</translation>
    </message>
    <message>
        <source> (large: support; small: queries; outlined: wrong; classes {shapes}).</source>
        <translation>（大：支持样本；小：查询样本；描边：答错；类别 {shapes}）。</translation>
    </message>
</context>
<context>
    <name>Card</name>
    <message>
        <source>Dismiss</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>详细信息</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Working</source>
        <translation>进行中</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>提示</translation>
    </message>
    <message>
        <source>Problem</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>Tip</source>
        <translation>提示</translation>
    </message>
</context>
<context>
    <name>Catalogue</name>
    <message>
        <source>A controller with an external memory: it stores each example when its label arrives, and looks it up by content.</source>
        <translation>带外部记忆的控制器：标签到来时存下样本，之后按内容查找。</translation>
    </message>
    <message>
        <source>A finished run (its name in the library) whose weights this one begins with, wherever they have the same name and shape: a pre-trained or multi-task network for a meta-learner, or a meta-trained one for fine-tuning. Empty starts at random.</source>
        <translation>资料库中一个已完成的运行的名称：名称和形状都相同的权重，由它的权重开始。可以让元学习器从预训练或多任务网络出发，也可以让微调从元训练的网络出发。留空则随机初始化。</translation>
    </message>
    <message>
        <source>A test puts each query after the support set as the next example, in a memory of its own.</source>
        <translation>测试时，每个查询都作为支持集之后的下一个样本，各用一份独立的记忆。</translation>
    </message>
    <message>
        <source>A. V. Hershey&apos;s stroke fonts (1967), as packaged by Hershey-Fonts; drawn here with a varied pen</source>
        <translation>A. V. Hershey 的笔画字体 (1967)，由 Hershey-Fonts 打包；这里用变化的笔触绘制</translation>
    </message>
    <message>
        <source>ANIL</source>
        <translation>ANIL</translation>
    </message>
    <message>
        <source>Adam at 0.001; the paper&apos;s notebook takes 0.0001, and ten times as long.</source>
        <translation>Adam 取 0.001；论文的笔记本取 0.0001，训练时间为十倍。</translation>
    </message>
    <message>
        <source>Adam at 0.003 and γ = 0.95: the public code we know has 0.001, which learns more slowly; the paper has RMSProp and γ = 0.99.</source>
        <translation>Adam 取 0.003、γ = 0.95：我们所知的公开代码用 0.001，学得更慢；论文用 RMSProp 和 γ = 0.99。</translation>
    </message>
    <message>
        <source>All rates begin alike. Watch them spread, layer by layer, and some of them turn negative.</source>
        <translation>所有学习率的起点相同。看它们如何一层层散开，其中一些变为负值。</translation>
    </message>
    <message>
        <source>Anneal outer rate</source>
        <translation>外循环学习率退火</translation>
    </message>
    <message>
        <source>Augmented</source>
        <translation>增强的层</translation>
    </message>
    <message>
        <source>Baseline++ weighs the directions of all classes alike; the authors&apos; code learns a length for each.</source>
        <translation>Baseline++ 对各类方向一视同仁；作者的代码为每个方向学习一个长度。</translation>
    </message>
    <message>
        <source>Batch norm</source>
        <translation>批归一化</translation>
    </message>
    <message>
        <source>Batch norm has a scale and shift of its own before every inner step; they are learned by the outer step alone (MAML++).</source>
        <translation>每个内循环步之前，批归一化都有自己的缩放和平移，它们只由外循环学习 (MAML++)。</translation>
    </message>
    <message>
        <source>Batch norm uses the statistics of the support set, for queries too, so that every query is answered by itself.</source>
        <translation>查询样本的批归一化也使用支持集的统计量，因此每个查询都可以单独作答。</translation>
    </message>
    <message>
        <source>Batch-norm scale and shift are adapted too.</source>
        <translation>批归一化的缩放和平移也参与适应。</translation>
    </message>
    <message>
        <source>Boosting that lets wrong source examples fade, a density ratio of target to source, or all alike (the control).</source>
        <translation>让答错的源样本逐渐淡出的提升法，目标与源的密度比，或者全部一样（对照）。</translation>
    </message>
    <message>
        <source>CIFAR-FS</source>
        <translation>CIFAR-FS</translation>
    </message>
    <message>
        <source>CNP</source>
        <translation>CNP</translation>
    </message>
    <message>
        <source>CPU threads for this run; 0 means all cores when alone and one when several race.</source>
        <translation>这个运行使用的 CPU 线程数；0 表示单独运行时用全部核心，几个运行并行时各用一个。</translation>
    </message>
    <message>
        <source>Channels of each convolution (images).</source>
        <translation>每个卷积层的通道数（图像）。</translation>
    </message>
    <message>
        <source>Channels of each of the five convolutions.</source>
        <translation>五个卷积层各自的通道数。</translation>
    </message>
    <message>
        <source>Class split</source>
        <translation>类别划分</translation>
    </message>
    <message>
        <source>Classes to tell apart in each task (N).</source>
        <translation>每个任务要区分的类别数 (N)。</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>颜色</translation>
    </message>
    <message>
        <source>Compare it with MAML on the same seed: what the missing second derivatives cost, and the time they save.</source>
        <translation>用同一个种子与 MAML 比较：缺少二阶导数损失了多少，又省下多少时间。</translation>
    </message>
    <message>
        <source>Compile</source>
        <translation>编译</translation>
    </message>
    <message>
        <source>Compile the outer step with torch.compile where the algorithm offers it: slower to start, faster after.</source>
        <translation>算法支持时用 torch.compile 编译外循环步：启动较慢，之后更快。</translation>
    </message>
    <message>
        <source>Conditional neural process: reads the support points, takes one mean, and answers everywhere, saying how sure it is.</source>
        <translation>条件神经过程 (Conditional Neural Process)：读入支持点，取一次平均，就能在任意处作答，并说明有多大把握。</translation>
    </message>
    <message>
        <source>Context</source>
        <translation>上下文</translation>
    </message>
    <message>
        <source>Controller</source>
        <translation>控制器</translation>
    </message>
    <message>
        <source>Cosine scale</source>
        <translation>余弦放大倍数</translation>
    </message>
    <message>
        <source>Cosines are multiplied by 10 before the softmax; with the paper&apos;s 1, training is slow and no answer can be sure.</source>
        <translation>余弦在 softmax 之前乘以 10；若按论文取 1，训练很慢，任何答案都不会有把握。</translation>
    </message>
    <message>
        <source>Decoder layers</source>
        <translation>解码器层数</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Drop the second derivatives (FOMAML): faster, less memory, no credit for how steps turn the gradient.</source>
        <translation>舍去二阶导数 (FOMAML)：更快、更省内存，但不计入各步如何改变梯度方向。</translation>
    </message>
    <message>
        <source>Each row of the attention matrix is one query. Watch the diagonal blocks light up: it learns what to look at.</source>
        <translation>注意力矩阵的每一行是一个查询。看对角线上的方块亮起来：它在学该看哪里。</translation>
    </message>
    <message>
        <source>Each support example writes weights of its own. Watch which of them a query takes, beside the slow weights.</source>
        <translation>每个支持样本都会写出自己的权重。看查询在慢权重之外取用了其中哪些。</translation>
    </message>
    <message>
        <source>Encoder layers</source>
        <translation>编码器层数</translation>
    </message>
    <message>
        <source>Errors are 0 or 1 and several classes vote, as in later code; the paper&apos;s proof is for two.</source>
        <translation>误差取 0 或 1，多类投票，与后来的代码一致；论文只证明了两类的情形。</translation>
    </message>
    <message>
        <source>Everything random follows from it: same settings and seed, same numbers.</source>
        <translation>一切随机性都由它决定：设置和种子相同，结果就相同。</translation>
    </message>
    <message>
        <source>Examples in each inner minibatch when judged.</source>
        <translation>评估时每个内循环小批的样本数。</translation>
    </message>
    <message>
        <source>Examples in each inner minibatch.</source>
        <translation>每个内循环小批的样本数。</translation>
    </message>
    <message>
        <source>Examples of each class in the query set, which judge the adapted model.</source>
        <translation>查询集中每类的样本数，用来评判适应后的模型。</translation>
    </message>
    <message>
        <source>Examples of each class to train on within a task; the test keeps the set-up&apos;s shots.</source>
        <translation>训练任务中每类用于训练的样本数；测试时仍用设置中的样本数。</translation>
    </message>
    <message>
        <source>FOMAML</source>
        <translation>FOMAML</translation>
    </message>
    <message>
        <source>Fast weights for the last convolution and the full layers; the authors&apos; Omniglot code augments all (a setting).</source>
        <translation>最后一个卷积层和全连接层使用快权重；作者的 Omniglot 代码对所有层都用（见设置）。</translation>
    </message>
    <message>
        <source>Filters</source>
        <translation>滤波器数</translation>
    </message>
    <message>
        <source>Fine-tuning</source>
        <translation>微调</translation>
    </message>
    <message>
        <source>Fine-tuning rate</source>
        <translation>微调学习率</translation>
    </message>
    <message>
        <source>Fine-tuning rounds</source>
        <translation>微调轮数</translation>
    </message>
    <message>
        <source>Finn, Abbeel &amp; Levine 2017, section 5.1</source>
        <translation>Finn, Abbeel &amp; Levine 2017，第 5.1 节</translation>
    </message>
    <message>
        <source>First inner rate</source>
        <translation>初始内循环学习率</translation>
    </message>
    <message>
        <source>First order</source>
        <translation>一阶近似</translation>
    </message>
    <message>
        <source>First order until</source>
        <translation>一阶持续到</translation>
    </message>
    <message>
        <source>Fit a sine wave of unknown amplitude and phase from a few points.</source>
        <translation>用少数几个点拟合一条振幅和相位未知的正弦曲线。</translation>
    </message>
    <message>
        <source>Fixed validation tasks scored each time; more narrows the interval.</source>
        <translation>每次验证所用的固定任务数；越多，区间越窄。</translation>
    </message>
    <message>
        <source>Four tasks make an update; the authors take one.</source>
        <translation>每次更新用四个任务；作者每次用一个。</translation>
    </message>
    <message>
        <source>From scratch</source>
        <translation>从零训练</translation>
    </message>
    <message>
        <source>Frozen layers</source>
        <translation>冻结层数</translation>
    </message>
    <message>
        <source>Full: every support embedding knows the others (a bidirectional LSTM), and every query reads them (an attention LSTM).</source>
        <translation>full：每个支持样本的嵌入都知道其他支持样本（双向 LSTM），每个查询都会读取它们（注意力 LSTM）。</translation>
    </message>
    <message>
        <source>Glyphs</source>
        <translation>字形</translation>
    </message>
    <message>
        <source>Gradient steps of adaptation during meta-training; the graph of every step is kept, so memory grows with them.</source>
        <translation>元训练时的适应梯度步数；每一步的计算图都会保留，因此步数越多占用内存越多。</translation>
    </message>
    <message>
        <source>Gradient steps when the learner is judged or demonstrated.</source>
        <translation>评估或演示学习器时的梯度步数。</translation>
    </message>
    <message>
        <source>Gradient steps, with momentum 0.9, in each round.</source>
        <translation>每轮中的梯度步数，动量为 0.9。</translation>
    </message>
    <message>
        <source>Grey levels, or red, green and blue.</source>
        <translation>灰度，或红、绿、蓝三色。</translation>
    </message>
    <message>
        <source>Halve every</source>
        <translation>减半间隔</translation>
    </message>
    <message>
        <source>Head</source>
        <translation>分类头</translation>
    </message>
    <message>
        <source>Heads</source>
        <translation>读写头数</translation>
    </message>
    <message>
        <source>Hidden layers of g, which answers at one place.</source>
        <translation>g 的隐藏层数，它在某一处给出答案。</translation>
    </message>
    <message>
        <source>Hidden layers of h, which reads one point.</source>
        <translation>h 的隐藏层数，它读入一个点。</translation>
    </message>
    <message>
        <source>Hidden units</source>
        <translation>隐藏单元数</translation>
    </message>
    <message>
        <source>How 105 x 105 drawings become 28 x 28: mean over the area, or the nearest pixel.</source>
        <translation>把 105 x 105 的手写图缩成 28 x 28 的方法：取区域平均，或取最近的像素。</translation>
    </message>
    <message>
        <source>How features become answers.</source>
        <translation>怎样由特征得到答案。</translation>
    </message>
    <message>
        <source>How features become answers: a linear layer (Baseline), or the cosine to one direction a class (Baseline++).</source>
        <translation>怎样由特征得到答案：线性层 (Baseline)，或与每类一个方向的余弦 (Baseline++)。</translation>
    </message>
    <message>
        <source>Ink</source>
        <translation>墨色</translation>
    </message>
    <message>
        <source>Inner batch</source>
        <translation>内循环批大小</translation>
    </message>
    <message>
        <source>Inner batch at test</source>
        <translation>测试时内循环批大小</translation>
    </message>
    <message>
        <source>Inner optimiser</source>
        <translation>内循环优化器</translation>
    </message>
    <message>
        <source>Inner rate</source>
        <translation>内循环学习率</translation>
    </message>
    <message>
        <source>Inner rates</source>
        <translation>内循环学习率</translation>
    </message>
    <message>
        <source>Inner steps</source>
        <translation>内循环步数</translation>
    </message>
    <message>
        <source>Inner steps at test</source>
        <translation>测试时内循环步数</translation>
    </message>
    <message>
        <source>KLIEP</source>
        <translation>KLIEP</translation>
    </message>
    <message>
        <source>KMM</source>
        <translation>KMM</translation>
    </message>
    <message>
        <source>Labelled examples of each class in the support set (K).</source>
        <translation>支持集中每类带标签的样本数 (K)。</translation>
    </message>
    <message>
        <source>Labels are one-hot; the paper also has labels of five letters.</source>
        <translation>标签用独热编码；论文还有用五个字母表示的标签。</translation>
    </message>
    <message>
        <source>Lake, Salakhutdinov &amp; Tenenbaum 2015, Science 350:1332 (MIT licence)</source>
        <translation>Lake, Salakhutdinov &amp; Tenenbaum 2015，Science 350:1332（MIT 许可）</translation>
    </message>
    <message>
        <source>Layers that have fast weights: the last convolution and the full layers, as the paper does for miniImageNet, or all of them.</source>
        <translation>使用快权重的层：最后一个卷积层和全连接层（论文在 miniImageNet 上的做法），或者所有层。</translation>
    </message>
    <message>
        <source>Layers, counted from the pictures, that stay as they are on the support set; the new head always learns.</source>
        <translation>从输入端数起，在支持集上保持不变的层数；新的分类头总会学习。</translation>
    </message>
    <message>
        <source>Layers, counted from the pictures, that stay random; 0 trains all of them.</source>
        <translation>从输入端数起，保持随机的层数；0 表示训练所有层。</translation>
    </message>
    <message>
        <source>Learners of drawings expect bright ink on black; dark ink on light paper can be turned round.</source>
        <translation>学过手写图的学习器认的是黑底亮字；白纸黑字可以反相。</translation>
    </message>
    <message>
        <source>Learns a starting point from which one or a few gradient steps on the support set solve a new task.</source>
        <translation>学到一个起点，从它出发，在支持集上走一步或几步梯度就能解决新任务。</translation>
    </message>
    <message>
        <source>Learns an embedding in which each class gathers around the mean of its examples; adaptation is one average.</source>
        <translation>学到一个嵌入空间，同类样本在其中聚集在均值周围；适应只需取一次平均。</translation>
    </message>
    <message>
        <source>Learns every new task from its support set alone, starting from random weights: the baseline without any transfer.</source>
        <translation>每个新任务都从随机权重出发，只靠自己的支持集学习：没有任何迁移的基线。</translation>
    </message>
    <message>
        <source>Learns several source tasks at once on one shared network, a head for each; a new task gets a new head.</source>
        <translation>用一个共享网络同时学习若干源任务，每个任务一个头；新任务换一个新头。</translation>
    </message>
    <message>
        <source>Learns the start and, for every single parameter, how far and in which direction one gradient step shall move it.</source>
        <translation>不仅学习起点，还为每个参数学习一步梯度走多远、往哪个方向走。</translation>
    </message>
    <message>
        <source>Learns to tell all training classes apart, then trains a new head, or more, on the support set of the new task.</source>
        <translation>先学会区分全部训练类别，再在新任务的支持集上训练新的分类头，或训练更多层。</translation>
    </message>
    <message>
        <source>Let the outer rate fall to 0.00001 along half a cosine over the run (MAML++).</source>
        <translation>让外循环学习率在整个运行中沿半个余弦降到 0.00001 (MAML++)。</translation>
    </message>
    <message>
        <source>Looks</source>
        <translation>外观</translation>
    </message>
    <message>
        <source>Looks at every support example and answers with their labels, each weighted by how alike it is: attention as memory.</source>
        <translation>看遍每个支持样本，用它们的标签作答，按相似程度加权：把注意力当作记忆。</translation>
    </message>
    <message>
        <source>MAML</source>
        <translation>MAML</translation>
    </message>
    <message>
        <source>MAML that adapts only the last layer: the features are meta-learned, and used as they are in every task.</source>
        <translation>只适应最后一层的 MAML：特征由元学习得到，在每个任务中原样使用。</translation>
    </message>
    <message>
        <source>MAML without second derivatives: the shared start moves along the gradient found where adaptation ended.</source>
        <translation>不用二阶导数的 MAML：共享的起点沿着适应终点处的梯度移动。</translation>
    </message>
    <message>
        <source>MANN</source>
        <translation>MANN</translation>
    </message>
    <message>
        <source>Matching Networks</source>
        <translation>匹配网络</translation>
    </message>
    <message>
        <source>Memory slots</source>
        <translation>记忆槽数</translation>
    </message>
    <message>
        <source>Meta-SGD</source>
        <translation>Meta-SGD</translation>
    </message>
    <message>
        <source>Meta-batch</source>
        <translation>元批次大小</translation>
    </message>
    <message>
        <source>MetaNet</source>
        <translation>MetaNet</translation>
    </message>
    <message>
        <source>MetaNet-</source>
        <translation>MetaNet-</translation>
    </message>
    <message>
        <source>MetaNet- goes without the task&apos;s own fast weights in the representation.</source>
        <translation>MetaNet- 的表示中不用任务自身的快权重。</translation>
    </message>
    <message>
        <source>Metascope&apos;s own; the two moons and the spirals are folklore</source>
        <translation>Metascope 自制；双月形和螺旋是众所周知的例子</translation>
    </message>
    <message>
        <source>Minibatch steps on each task during meta-training.</source>
        <translation>元训练时在每个任务上的小批步数。</translation>
    </message>
    <message>
        <source>Mixed precision</source>
        <translation>混合精度</translation>
    </message>
    <message>
        <source>Multi-step loss for</source>
        <translation>多步损失持续</translation>
    </message>
    <message>
        <source>Multi-task learning</source>
        <translation>多任务学习</translation>
    </message>
    <message>
        <source>My pictures</source>
        <translation>我的图片</translation>
    </message>
    <message>
        <source>Networks that write the weights of another: gradients of the support set become fast weights, kept in a memory.</source>
        <translation>由网络写出另一个网络的权重：支持集的梯度变成快权重，保存在记忆中。</translation>
    </message>
    <message>
        <source>No gradient is taken in a new task: one pass, one mean. Watch the band close around the points it was told.</source>
        <translation>新任务中不算任何梯度：一次前向，一次平均。看区间带如何在已知点附近收紧。</translation>
    </message>
    <message>
        <source>No task is ever practised: ordinary training, then ordinary training again. See how far that goes, and what moves.</source>
        <translation>从不演练任务：先是普通训练，然后还是普通训练。看这样能走多远，又是哪些层在动。</translation>
    </message>
    <message>
        <source>Noise</source>
        <translation>噪声</translation>
    </message>
    <message>
        <source>Norms by step</source>
        <translation>逐步归一化</translation>
    </message>
    <message>
        <source>Nothing is differentiated through: watch the curve after adaptation fall although only ordinary training happens inside.</source>
        <translation>没有对内循环求导：内部只是普通训练，适应后的曲线却在下降。</translation>
    </message>
    <message>
        <source>Nothing is learned between tasks, so this curve stays flat. Everything above it is what the others have transferred.</source>
        <translation>任务之间什么也没学到，所以这条曲线一直是平的。其他方法高出它的部分，就是迁移来的。</translation>
    </message>
    <message>
        <source>Numbers in each slot, and in each key.</source>
        <translation>每个记忆槽和每个键的维数。</translation>
    </message>
    <message>
        <source>Of MAML++, per-step running statistics are left out: its authors&apos; code keeps them, but normalises with the batch&apos;s own.</source>
        <translation>MAML++ 中未采用逐步的滑动统计量：作者的代码虽然保存它们，归一化时用的却是当前批的统计量。</translation>
    </message>
    <message>
        <source>Omniglot</source>
        <translation>Omniglot</translation>
    </message>
    <message>
        <source>One fixed inner rate, or a learned one for every tensor and inner step, starting there (MAML++).</source>
        <translation>固定的一个内循环学习率，或为每个张量、每个内循环步各学一个，以此值为起点 (MAML++)。</translation>
    </message>
    <message>
        <source>Only the head moves during adaptation. Beside MAML, see how little the body&apos;s standing still costs.</source>
        <translation>适应时只有头在动。与 MAML 对照，看身体不动的代价有多小。</translation>
    </message>
    <message>
        <source>Outer rate</source>
        <translation>外循环学习率</translation>
    </message>
    <message>
        <source>Outer step</source>
        <translation>外循环步</translation>
    </message>
    <message>
        <source>Outer steps</source>
        <translation>外循环步数</translation>
    </message>
    <message>
        <source>Outer steps after which the rate is halved.</source>
        <translation>每过多少个外循环步，学习率减半。</translation>
    </message>
    <message>
        <source>Outer steps between two validations on fixed episodes.</source>
        <translation>两次验证之间的外循环步数；验证用固定的任务。</translation>
    </message>
    <message>
        <source>Outer steps over which the query loss after every inner step counts, less and less until only the last does (MAML++); 0 is off.</source>
        <translation>在这么多外循环步之内，每个内循环步之后的查询损失都计入，权重逐渐减小，直到只剩最后一步 (MAML++)；0 表示关闭。</translation>
    </message>
    <message>
        <source>Outer steps taken with first-order gradients before second-order ones begin (MAML++); 0 is off.</source>
        <translation>先用一阶梯度走这么多外循环步，然后才用二阶梯度 (MAML++)；0 表示关闭。</translation>
    </message>
    <message>
        <source>Parts of the support set whose gradients the task&apos;s LSTM reads, one after the other.</source>
        <translation>支持集分成几份，任务的 LSTM 依次读取它们的梯度。</translation>
    </message>
    <message>
        <source>Phases</source>
        <translation>相位</translation>
    </message>
    <message>
        <source>Phases from 0 to π (MAML) or to 2π (Reptile), where averaging over tasks predicts 0.</source>
        <translation>相位从 0 到 π (MAML) 或到 2π (Reptile)；后者对任务取平均的预测是 0。</translation>
    </message>
    <message>
        <source>Picture side</source>
        <translation>图片边长</translation>
    </message>
    <message>
        <source>Pictures are shrunk to this side before their pixels are read.</source>
        <translation>读取像素之前，先把图片缩到这个边长。</translation>
    </message>
    <message>
        <source>Pictures are squeezed into a square of this side.</source>
        <translation>图片会压缩成这个边长的正方形。</translation>
    </message>
    <message>
        <source>Points in the plane</source>
        <translation>平面点</translation>
    </message>
    <message>
        <source>Prototypical Networks</source>
        <translation>原型网络</translation>
    </message>
    <message>
        <source>Quarter turns: drawn per class and task in training only; each turn a class of its own in training; drawn per class and task everywhere; or none. Support and query of a class always share the angle.</source>
        <translation>旋转四分之一圈的整数倍：只在训练中按类和任务随机取；在训练中每个角度各算一类；处处按类和任务随机取；或不旋转。同一类的支持样本和查询样本总是同一角度。</translation>
    </message>
    <message>
        <source>Queries</source>
        <translation>查询样本数</translation>
    </message>
    <message>
        <source>Queries are normalised with the support set&apos;s statistics, so that a single drawn query can be classified; the paper&apos;s own transductive rule is a setting.</source>
        <translation>查询样本用支持集的统计量归一化，因此单独画一个查询也能分类；论文的直推式做法可在设置中选择。</translation>
    </message>
    <message>
        <source>Queries are normalised with the support set&apos;s statistics.</source>
        <translation>查询样本用支持集的统计量归一化。</translation>
    </message>
    <message>
        <source>Queries are normalised with the support set&apos;s statistics; the authors use running averages at test.</source>
        <translation>查询样本用支持集的统计量归一化；作者在测试时用滑动平均。</translation>
    </message>
    <message>
        <source>Queries are normalised with the support set&apos;s statistics; the paper&apos;s rule (support + one query) is a setting.</source>
        <translation>查询样本用支持集的统计量归一化；论文的做法（支持集加一个查询）可在设置中选择。</translation>
    </message>
    <message>
        <source>Rate</source>
        <translation>学习率</translation>
    </message>
    <message>
        <source>Rates begin at one number that is set; the paper draws it from U[0.005, 0.1].</source>
        <translation>学习率从设定的同一个数开始；论文从 U[0.005, 0.1] 中抽取。</translation>
    </message>
    <message>
        <source>Read heads, each with a write of its own.</source>
        <translation>读头数，每个读头有自己的写入。</translation>
    </message>
    <message>
        <source>Reads</source>
        <translation>读取次数</translation>
    </message>
    <message>
        <source>Reptile</source>
        <translation>Reptile</translation>
    </message>
    <message>
        <source>Resize</source>
        <translation>缩放</translation>
    </message>
    <message>
        <source>Rotations</source>
        <translation>旋转</translation>
    </message>
    <message>
        <source>Round the operands of convolutions to bfloat16 while training: made for GPUs, on most CPUs it is slower. Sums, weights, normalisation and every judgement stay float32; the run says how far rounding moves the first outer gradient.</source>
        <translation>训练时把卷积的操作数舍入为 bfloat16：为 GPU 而设，在多数 CPU 上反而较慢。求和、权重、归一化和一切评测仍用 float32；运行会说明舍入使第一个外循环梯度移动了多少。</translation>
    </message>
    <message>
        <source>Rounds</source>
        <translation>轮数</translation>
    </message>
    <message>
        <source>Rounds of boosting, or of training the head.</source>
        <translation>提升法的轮数，或训练分类头的轮数。</translation>
    </message>
    <message>
        <source>Rounds of gradient steps on the support set of a new task.</source>
        <translation>在新任务的支持集上走梯度步的轮数。</translation>
    </message>
    <message>
        <source>Rows of the external memory.</source>
        <translation>外部记忆的行数。</translation>
    </message>
    <message>
        <source>Sample reuse</source>
        <translation>样本重用</translation>
    </message>
    <message>
        <source>Say of the source</source>
        <translation>源的分量</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>随机种子</translation>
    </message>
    <message>
        <source>Shape</source>
        <translation>形状</translation>
    </message>
    <message>
        <source>Share of a slot&apos;s usage that is left a step later.</source>
        <translation>一步之后，记忆槽的使用量还剩多少。</translation>
    </message>
    <message>
        <source>Share of the way towards the adapted weights, annealed to 0 over the run.</source>
        <translation>朝适应后的权重移动的比例，在运行中逐渐退火到 0。</translation>
    </message>
    <message>
        <source>Shots</source>
        <translation>样本数 (shot)</translation>
    </message>
    <message>
        <source>Sinusoids</source>
        <translation>正弦</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>边长</translation>
    </message>
    <message>
        <source>Slot width</source>
        <translation>记忆槽宽度</translation>
    </message>
    <message>
        <source>Source and target have no class in common, so a source class is given the label of the support class nearest to its mean.</source>
        <translation>源与目标没有共同的类别，因此每个源类别取均值离它最近的支持类别的标签。</translation>
    </message>
    <message>
        <source>Source examples at hand for reuse, the latest ones seen in training.</source>
        <translation>可供重用的源样本数，取训练中最近见过的。</translation>
    </message>
    <message>
        <source>Source rate</source>
        <translation>源学习率</translation>
    </message>
    <message>
        <source>Source samples</source>
        <translation>源样本数</translation>
    </message>
    <message>
        <source>Source tasks</source>
        <translation>源任务数</translation>
    </message>
    <message>
        <source>Source tasks are equal stretches of the training classes in the dataset&apos;s order, not exactly its alphabets.</source>
        <translation>源任务是训练类别按数据集顺序的等长分段，并不严格等于各个字母表。</translation>
    </message>
    <message>
        <source>Source tasks share one network. Where their gradients point apart, what helps one hurts another.</source>
        <translation>各源任务共用一个网络。当梯度方向相背时，帮了一个就伤了另一个。</translation>
    </message>
    <message>
        <source>Standard deviation of each point about its place, as a share of the room a class has.</source>
        <translation>每个点围绕其位置的标准差，以每类所占空间为单位。</translation>
    </message>
    <message>
        <source>Standard deviation of noise added to every y.</source>
        <translation>加在每个 y 上的噪声的标准差。</translation>
    </message>
    <message>
        <source>Start from</source>
        <translation>从哪里开始</translation>
    </message>
    <message>
        <source>Step 0 is the shared starting point and stays bad; what improves is how far one inner step gets from it.</source>
        <translation>第 0 步是共享的起点，一直不好；变好的是从那里走一个内循环步能走多远。</translation>
    </message>
    <message>
        <source>Step size of Adam on all networks.</source>
        <translation>所有网络的 Adam 步长。</translation>
    </message>
    <message>
        <source>Step size of Adam on both networks.</source>
        <translation>两个网络的 Adam 步长。</translation>
    </message>
    <message>
        <source>Step size of Adam on the controller.</source>
        <translation>控制器的 Adam 步长。</translation>
    </message>
    <message>
        <source>Step size of Adam on the embedding.</source>
        <translation>嵌入网络的 Adam 步长。</translation>
    </message>
    <message>
        <source>Step size of Adam on the initialisation.</source>
        <translation>初始值的 Adam 步长。</translation>
    </message>
    <message>
        <source>Step size of Adam on the source classes.</source>
        <translation>在源类别上的 Adam 步长。</translation>
    </message>
    <message>
        <source>Step size of adaptation on the support loss (mean over examples).</source>
        <translation>在支持集损失（对样本取平均）上适应的步长。</translation>
    </message>
    <message>
        <source>Step size of adaptation.</source>
        <translation>适应的步长。</translation>
    </message>
    <message>
        <source>Step size on the support loss.</source>
        <translation>在支持集损失上的步长。</translation>
    </message>
    <message>
        <source>Steps a round</source>
        <translation>每轮步数</translation>
    </message>
    <message>
        <source>Steps when the learner is judged.</source>
        <translation>评估学习器时的步数。</translation>
    </message>
    <message>
        <source>Takes source examples along into the new task, each weighted by how much it resembles what the task is about.</source>
        <translation>把源样本带进新任务，按它们与任务内容的相似程度加权。</translation>
    </message>
    <message>
        <source>Tasks averaged in one outer step.</source>
        <translation>每个外循环步对多少个任务取平均。</translation>
    </message>
    <message>
        <source>Tasks of a meta-batch run side by side, so Adam&apos;s second moment is carried over as its mean over them, not from task to task.</source>
        <translation>元批次中的任务并行进行，因此 Adam 的二阶矩以它们的平均值延续，而不是从一个任务传到下一个任务。</translation>
    </message>
    <message>
        <source>Tasks that the training classes are divided into, in their order (neighbours often share an alphabet), a head for each.</source>
        <translation>把训练类别按顺序分成多少个任务（相邻的类别常属同一字母表），每个任务一个头。</translation>
    </message>
    <message>
        <source>Tell characters apart that were never seen before: letters, signs and symbols from some twenty scripts.</source>
        <translation>区分从未见过的字符：来自约二十种文字的字母、记号和符号。</translation>
    </message>
    <message>
        <source>Tell classes of points apart from a few of each, in a plane where every decision can be seen.</source>
        <translation>在平面上由少数几个点区分各类，每个决策都看得见。</translation>
    </message>
    <message>
        <source>Tell classes of your own pictures apart: a folder, or a zip archive, with a folder of pictures for each class.</source>
        <translation>区分你自己的图片类别：一个文件夹或 zip 压缩包，每个类别一个图片文件夹。</translation>
    </message>
    <message>
        <source>Tell handwritten characters apart from one drawing of each: the field&apos;s first benchmark.</source>
        <translation>每个手写字符只看一遍就要区分：这个领域的第一个基准。</translation>
    </message>
    <message>
        <source>Tell photographs of a hundred kinds of things apart: the benchmark most few-shot papers report.</source>
        <translation>区分一百种事物的照片：多数少样本论文都报告的基准。</translation>
    </message>
    <message>
        <source>Tell small colour photographs of animals, plants and things apart: CIFAR-100, split for few-shot learning.</source>
        <translation>区分动物、植物和物品的小幅彩色照片：为少样本学习划分的 CIFAR-100。</translation>
    </message>
    <message>
        <source>The first time a class comes up it must be guessed; the second time it should be known. Watch the gap open.</source>
        <translation>一个类别第一次出现时只能猜，第二次就应当认得。看差距如何拉开。</translation>
    </message>
    <message>
        <source>The inner loss is the mean over support examples, as in most public code; rates compare accordingly.</source>
        <translation>内循环损失对支持样本取平均，与多数公开代码一致；学习率也应照此比较。</translation>
    </message>
    <message>
        <source>The inner loss is the mean over support examples; the authors&apos; code sums over the N classes, so its rate α compares to αN here.</source>
        <translation>内循环损失对支持样本取平均；作者的代码对 N 个类别求和，所以其学习率 α 相当于这里的 αN。</translation>
    </message>
    <message>
        <source>The key itself, as in the paper, or a separate vector, as in most public code.</source>
        <translation>写入键本身（论文的做法），或写入另一个向量（多数公开代码的做法）。</translation>
    </message>
    <message>
        <source>The networks that generate fast weights begin small, so that these are no larger than slow weights at first.</source>
        <translation>产生快权重的网络从较小的值开始，使快权重起初不大于慢权重。</translation>
    </message>
    <message>
        <source>The paper&apos;s network on images has one more fully connected layer of 32 units, and an unspecified regularisation term.</source>
        <translation>论文在图像上的网络多一个 32 单元的全连接层，还有一个未说明的正则项。</translation>
    </message>
    <message>
        <source>The same 100 steps with momentum on the support set as fine-tuning takes, so that the two compare.</source>
        <translation>与微调相同，在支持集上带动量走 100 步，便于两者比较。</translation>
    </message>
    <message>
        <source>The sinusoid network is ReLU with phases in [0, π], as in the MAML task, unless the dataset&apos;s setting says otherwise.</source>
        <translation>正弦网络用 ReLU，相位在 [0, π]，与 MAML 的任务相同，除非数据集的设置另有规定。</translation>
    </message>
    <message>
        <source>The sinusoid network starts uniform in ±1/√fan-in, which learns several times faster than the authors&apos; normal of 0.01.</source>
        <translation>正弦网络的初始值在 ±1/√fan-in 内均匀分布，比作者标准差 0.01 的正态分布学得快好几倍。</translation>
    </message>
    <message>
        <source>The support set is fine-tuned on whole, 100 steps with momentum; the authors take minibatches of 4, with weight decay.</source>
        <translation>在整个支持集上微调，带动量走 100 步；作者用大小为 4 的小批和权重衰减。</translation>
    </message>
    <message>
        <source>There are no inner steps: one pass over the support set, one mean per class. Watch the classes draw together.</source>
        <translation>没有内循环步：读一遍支持集，每类取一个均值。看各类如何聚拢。</translation>
    </message>
    <message>
        <source>There is no source to learn from.</source>
        <translation>没有可供学习的源。</translation>
    </message>
    <message>
        <source>Threads</source>
        <translation>线程数</translation>
    </message>
    <message>
        <source>Times a query reads the support set, with full context.</source>
        <translation>上下文为 full 时，一个查询读取支持集的次数。</translation>
    </message>
    <message>
        <source>TrAdaBoost</source>
        <translation>TrAdaBoost</translation>
    </message>
    <message>
        <source>Trained on 1 to K support points, so that one learner serves fewer points than K too.</source>
        <translation>用 1 到 K 个支持点训练，因此同一个学习器也能应付少于 K 个点的情形。</translation>
    </message>
    <message>
        <source>Trained on as many ways as tested; the authors train 5-way tests on 60-way episodes.</source>
        <translation>训练与测试的类别数相同；作者为 5-way 测试用 60-way 任务训练。</translation>
    </message>
    <message>
        <source>Training shots</source>
        <translation>训练每类样本数</translation>
    </message>
    <message>
        <source>Trains on one task with an ordinary optimiser, then moves the shared start a little towards where it ended.</source>
        <translation>用普通优化器在一个任务上训练，然后把共享的起点朝训练的终点移动一点。</translation>
    </message>
    <message>
        <source>Updates of the meta-parameters before the run ends.</source>
        <translation>运行结束前元参数更新的次数。</translation>
    </message>
    <message>
        <source>Usage decay</source>
        <translation>使用量衰减</translation>
    </message>
    <message>
        <source>Validate every</source>
        <translation>验证间隔</translation>
    </message>
    <message>
        <source>Validation episodes</source>
        <translation>验证任务数</translation>
    </message>
    <message>
        <source>Variant</source>
        <translation>变体</translation>
    </message>
    <message>
        <source>Ways</source>
        <translation>类别数 (way)</translation>
    </message>
    <message>
        <source>Weight of all source samples together, that of the support set being 1.</source>
        <translation>全部源样本的总权重，支持集的总权重为 1。</translation>
    </message>
    <message>
        <source>Weights are taken in the space of learned features; in pixels every kernel is 0 or 1.</source>
        <translation>权重在学到的特征空间中计算；在像素空间中每个核都是 0 或 1。</translation>
    </message>
    <message>
        <source>Weights by</source>
        <translation>加权方法</translation>
    </message>
    <message>
        <source>What classes are: clouds, interlocking arcs, arms of a spiral, regions of random smooth functions; mixed draws one per task.</source>
        <translation>类别的样子：团块、交错的弧、螺旋的臂、随机光滑函数划出的区域；mixed 为每个任务抽取一种。</translation>
    </message>
    <message>
        <source>What cosines are multiplied by before the softmax.</source>
        <translation>余弦在 softmax 之前乘以的倍数。</translation>
    </message>
    <message>
        <source>What cosines are multiplied by before the softmax; the paper has none (1), with which no answer can be surer than 41 % 5-way.</source>
        <translation>余弦在 softmax 之前乘以的倍数；论文没有这一项（即 1），那样 5-way 时任何答案的把握都不会超过 41 %。</translation>
    </message>
    <message>
        <source>What is written</source>
        <translation>写入内容</translation>
    </message>
    <message>
        <source>What reads the input: an LSTM, or one layer without memory of its own.</source>
        <translation>由什么读取输入：LSTM，或一个没有自身记忆的层。</translation>
    </message>
    <message>
        <source>What takes the inner steps: Adam with β₁ = 0 (images) or plain SGD (regression).</source>
        <translation>内循环步用什么优化器：β₁ = 0 的 Adam（图像）或普通 SGD（回归）。</translation>
    </message>
    <message>
        <source>What the step size of every parameter is at the beginning; from then on each is learned, and may become negative.</source>
        <translation>每个参数的初始步长；之后每个步长都会学习，也可能变为负值。</translation>
    </message>
    <message>
        <source>Where tensors live; auto takes the GPU if there is one.</source>
        <translation>张量放在哪里；auto 在有 GPU 时使用 GPU。</translation>
    </message>
    <message>
        <source>Which source drawings does the task take along, and which fade? Compare with all weights alike: does reuse help at all?</source>
        <translation>任务带上了哪些源图，又有哪些淡出？与权重全部相同的情形比较：重用究竟有没有帮助？</translation>
    </message>
    <message>
        <source>Whose statistics batch normalisation uses for a query: the support set&apos;s, support + that one query (Reptile), TaskNorm, or all queries together (transductive, as in the MAML paper: a query&apos;s answer then depends on the other queries).</source>
        <translation>查询样本的批归一化用谁的统计量：支持集；支持集加这一个查询 (Reptile)；TaskNorm；或全部查询一起（直推式，如 MAML 论文：这时一个查询的答案依赖于其他查询）。</translation>
    </message>
    <message>
        <source>Width of all layers, and of the summary r.</source>
        <translation>所有层以及汇总表示 r 的宽度。</translation>
    </message>
    <message>
        <source>Width of the controller.</source>
        <translation>控制器的宽度。</translation>
    </message>
    <message>
        <source>Width of the two hidden layers (no images).</source>
        <translation>两个隐藏层的宽度（非图像）。</translation>
    </message>
    <message>
        <source>Width of the two hidden layers (regression).</source>
        <translation>两个隐藏层的宽度（回归）。</translation>
    </message>
    <message>
        <source>Width of the two hidden layers and of the embedding (no images).</source>
        <translation>两个隐藏层和嵌入的宽度（非图像）。</translation>
    </message>
    <message>
        <source>With full context the LSTM reads the support set in an order of its own, so that the order of listing says nothing.</source>
        <translation>上下文为 full 时，LSTM 按自己的顺序读取支持集，因此排列顺序不含任何信息。</translation>
    </message>
    <message>
        <source>You; a folder named image_folder in the data folder, or the folder or zip archive you choose</source>
        <translation>你自己；数据文件夹中名为 image_folder 的文件夹，或你选择的文件夹或 zip 压缩包</translation>
    </message>
    <message>
        <source>adam</source>
        <translation>Adam</translation>
    </message>
    <message>
        <source>adapt</source>
        <translation>适应</translation>
    </message>
    <message>
        <source>adapt by own rates</source>
        <translation>按各自的步长适应</translation>
    </message>
    <message>
        <source>adapt the head</source>
        <translation>适应分类头</translation>
    </message>
    <message>
        <source>all layers</source>
        <translation>所有层</translation>
    </message>
    <message>
        <source>answer</source>
        <translation>答案</translation>
    </message>
    <message>
        <source>area</source>
        <translation>区域平均</translation>
    </message>
    <message>
        <source>as found</source>
        <translation>按现状</translation>
    </message>
    <message>
        <source>as it is</source>
        <translation>原样</translation>
    </message>
    <message>
        <source>attend</source>
        <translation>注意</translation>
    </message>
    <message>
        <source>attention</source>
        <translation>注意力</translation>
    </message>
    <message>
        <source>augmented layer</source>
        <translation>增强的层</translation>
    </message>
    <message>
        <source>auto</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>average</source>
        <translation>取平均</translation>
    </message>
    <message>
        <source>blobs</source>
        <translation>团块</translation>
    </message>
    <message>
        <source>boundaries</source>
        <translation>边界</translation>
    </message>
    <message>
        <source>by class</source>
        <translation>按类别</translation>
    </message>
    <message>
        <source>by tensor and step</source>
        <translation>逐张量逐步</translation>
    </message>
    <message>
        <source>classes</source>
        <translation>每个角度一类</translation>
    </message>
    <message>
        <source>colour</source>
        <translation>彩色</translation>
    </message>
    <message>
        <source>context</source>
        <translation>上下文</translation>
    </message>
    <message>
        <source>context of the query</source>
        <translation>查询的上下文</translation>
    </message>
    <message>
        <source>controller</source>
        <translation>控制器</translation>
    </message>
    <message>
        <source>cosine</source>
        <translation>余弦</translation>
    </message>
    <message>
        <source>cpu</source>
        <translation>CPU</translation>
    </message>
    <message>
        <source>cuda</source>
        <translation>CUDA</translation>
    </message>
    <message>
        <source>dark on light becomes bright</source>
        <translation>黑字反相为亮字</translation>
    </message>
    <message>
        <source>density ratio</source>
        <translation>密度比</translation>
    </message>
    <message>
        <source>encoder</source>
        <translation>编码器</translation>
    </message>
    <message>
        <source>evaluate</source>
        <translation>评估</translation>
    </message>
    <message>
        <source>everywhere</source>
        <translation>处处</translation>
    </message>
    <message>
        <source>fast weights of an example</source>
        <translation>样本的快权重</translation>
    </message>
    <message>
        <source>fast weights of the task</source>
        <translation>任务的快权重</translation>
    </message>
    <message>
        <source>feed-forward</source>
        <translation>前馈</translation>
    </message>
    <message>
        <source>fine-tune</source>
        <translation>微调</translation>
    </message>
    <message>
        <source>fine-tuning</source>
        <translation>微调</translation>
    </message>
    <message>
        <source>full</source>
        <translation>完整</translation>
    </message>
    <message>
        <source>full turn</source>
        <translation>整周</translation>
    </message>
    <message>
        <source>grey</source>
        <translation>灰度</translation>
    </message>
    <message>
        <source>half turn</source>
        <translation>半周</translation>
    </message>
    <message>
        <source>inner step</source>
        <translation>内循环步</translation>
    </message>
    <message>
        <source>inner steps of rate α</source>
        <translation>以学习率 α 走内循环步</translation>
    </message>
    <message>
        <source>its fast weights</source>
        <translation>它的快权重</translation>
    </message>
    <message>
        <source>key</source>
        <translation>键</translation>
    </message>
    <message>
        <source>lake</source>
        <translation>lake</translation>
    </message>
    <message>
        <source>last layers</source>
        <translation>最后几层</translation>
    </message>
    <message>
        <source>linear</source>
        <translation>线性</translation>
    </message>
    <message>
        <source>lstm</source>
        <translation>LSTM</translation>
    </message>
    <message>
        <source>make fast weights</source>
        <translation>产生快权重</translation>
    </message>
    <message>
        <source>measure</source>
        <translation>量距离</translation>
    </message>
    <message>
        <source>memory, its least-used slot wiped first</source>
        <translation>记忆，先清空使用最少的槽</translation>
    </message>
    <message>
        <source>meta-update</source>
        <translation>元更新</translation>
    </message>
    <message>
        <source>miniImageNet</source>
        <translation>miniImageNet</translation>
    </message>
    <message>
        <source>mixed</source>
        <translation>混合</translation>
    </message>
    <message>
        <source>moons</source>
        <translation>双月</translation>
    </message>
    <message>
        <source>move towards</source>
        <translation>靠拢</translation>
    </message>
    <message>
        <source>nearest</source>
        <translation>最近像素</translation>
    </message>
    <message>
        <source>no meta-update</source>
        <translation>无元更新</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>one for all</source>
        <translation>统一一个</translation>
    </message>
    <message>
        <source>outer step</source>
        <translation>外循环步</translation>
    </message>
    <message>
        <source>prototype</source>
        <translation>原型</translation>
    </message>
    <message>
        <source>re-weight</source>
        <translation>重新加权</translation>
    </message>
    <message>
        <source>read</source>
        <translation>读取</translation>
    </message>
    <message>
        <source>read weights</source>
        <translation>读取权重</translation>
    </message>
    <message>
        <source>real glyphs, synthetic handwriting</source>
        <translation>真实的字形，合成的笔迹</translation>
    </message>
    <message>
        <source>real handwriting of twenty people, 50 alphabets</source>
        <translation>二十个人的真实笔迹，50 个字母表</translation>
    </message>
    <message>
        <source>real photographs from ImageNet, made 84 x 84; Metascope may not give them away</source>
        <translation>来自 ImageNet 的真实照片，缩为 84 x 84；Metascope 无权分发</translation>
    </message>
    <message>
        <source>real photographs of 32 x 32 pixels, 100 classes; its pictures come from the web and have no licence of their own</source>
        <translation>32 x 32 像素的真实照片，100 个类别；图片来自网络，本身没有许可证</translation>
    </message>
    <message>
        <source>sample a sequence</source>
        <translation>采样序列</translation>
    </message>
    <message>
        <source>sample classes</source>
        <translation>采样类别</translation>
    </message>
    <message>
        <source>sample groups</source>
        <translation>采样分组</translation>
    </message>
    <message>
        <source>sample tasks</source>
        <translation>采样任务</translation>
    </message>
    <message>
        <source>separate vector</source>
        <translation>另一个向量</translation>
    </message>
    <message>
        <source>sgd</source>
        <translation>SGD</translation>
    </message>
    <message>
        <source>source</source>
        <translation>源</translation>
    </message>
    <message>
        <source>spirals</source>
        <translation>螺旋</translation>
    </message>
    <message>
        <source>support</source>
        <translation>支持集</translation>
    </message>
    <message>
        <source>support+query</source>
        <translation>支持集+查询</translation>
    </message>
    <message>
        <source>synthetic: drawn fresh from a formula, so training and test tasks never run out</source>
        <translation>合成数据：由公式即时生成，训练任务和测试任务取之不尽</translation>
    </message>
    <message>
        <source>target</source>
        <translation>目标</translation>
    </message>
    <message>
        <source>tasknorm</source>
        <translation>TaskNorm</translation>
    </message>
    <message>
        <source>train</source>
        <translation>仅训练</translation>
    </message>
    <message>
        <source>train on each</source>
        <translation>逐个训练</translation>
    </message>
    <message>
        <source>train the source</source>
        <translation>训练源</translation>
    </message>
    <message>
        <source>training, from a random θ</source>
        <translation>训练，从随机的 θ 开始</translation>
    </message>
    <message>
        <source>transductive</source>
        <translation>直推式</translation>
    </message>
    <message>
        <source>uniform</source>
        <translation>全部相同</translation>
    </message>
    <message>
        <source>update</source>
        <translation>更新</translation>
    </message>
    <message>
        <source>usage</source>
        <translation>使用量</translation>
    </message>
    <message>
        <source>vinyals</source>
        <translation>vinyals</translation>
    </message>
    <message>
        <source>vinyals: the fixed list of 1,028/172/423 characters; lake: background alphabets for training (one in six characters held out for validation), evaluation alphabets for the test.</source>
        <translation>vinyals：固定的 1,028/172/423 个字符的名单；lake：用背景字母表训练（每六个字符留一个作验证），用评估字母表测试。</translation>
    </message>
    <message>
        <source>write</source>
        <translation>写入</translation>
    </message>
    <message>
        <source>write and read</source>
        <translation>写入与读取</translation>
    </message>
    <message>
        <source>your own pictures, read from your disk and kept there</source>
        <translation>你自己的图片，从你的磁盘读取，也只留在那里</translation>
    </message>
    <message>
        <source>CIFAR-100 (Krizhevsky 2009) from cs.toronto.edu/~kriz/cifar.html, free to use where the 2009 report is cited; put cifar-100-python.tar.gz, cifar-100-binary.tar.gz or the pickles CIFAR_FS_train, CIFAR_FS_val and CIFAR_FS_test in the data folder; split by Bertinetto et al. 2019</source>
        <translation>CIFAR-100（Krizhevsky 2009），来自 cs.toronto.edu/~kriz/cifar.html，注明 2009 年的报告即可免费使用；请把 cifar-100-python.tar.gz、cifar-100-binary.tar.gz 或 CIFAR_FS_train、CIFAR_FS_val、CIFAR_FS_test 三个 pickle 文件放进数据文件夹；按 Bertinetto 等 2019 划分</translation>
    </message>
    <message>
        <source>ILSVRC2012 from image-net.org, under ImageNet&apos;s terms (research and education only, not to be passed on): put a folder or mini_imagenet.zip of the 100 classes, or mini-imagenet-cache-train.pkl, -val.pkl and -test.pkl, in the data folder; split by Ravi &amp; Larochelle 2017</source>
        <translation>ILSVRC2012，来自 image-net.org，须遵守 ImageNet 的条款（仅限研究与教学，不得转发）：请把含 100 个类别的文件夹或 mini_imagenet.zip，或者 mini-imagenet-cache-train.pkl、-val.pkl 和 -test.pkl 放进数据文件夹；按 Ravi &amp; Larochelle 2017 划分</translation>
    </message>
    <message>
        <source>As found: by folders of parts (train, val and test in any common spelling) or by tables named after them (.csv of filename,label or .json), a missing part taken from the training classes; where there are none, 64/16/20 % of the classes. By class: always 64/16/20 %, the same for the same names; half to train: 50/25/25 %, for few classes.</source>
        <translation>按现状：按各部分的文件夹（train、val、test，常见写法均可），或按以它们命名的表格（filename,label 的 .csv，或 .json）划分，缺少的部分从训练类别中取出；都没有时，按类别的 64/16/20 % 划分。按类别：总是 64/16/20 %，名称相同则结果相同；一半用于训练：50/25/25 %，适合类别较少的情况。</translation>
    </message>
    <message>
        <source>Class level</source>
        <translation>类别层级</translation>
    </message>
    <message>
        <source>Which folders are the classes where folders lie within folders: the outermost (CLASS/SESSION), the second, or the innermost (ALPHABET/CHARACTER). Automatic decides by names and depths, and says what it took.</source>
        <translation>文件夹层层嵌套时，哪一层文件夹是类别：最外层（类别/拍摄批次）、第二层，或最内层（字母表/字符）。自动：根据名称和深度决定，并说明取了哪一层。</translation>
    </message>
    <message>
        <source>automatic</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>by class, half to train</source>
        <translation>按类别，一半用于训练</translation>
    </message>
    <message>
        <source>innermost folder</source>
        <translation>最内层文件夹</translation>
    </message>
    <message>
        <source>outermost folder</source>
        <translation>最外层文件夹</translation>
    </message>
    <message>
        <source>second folder</source>
        <translation>第二层文件夹</translation>
    </message>
</context>
<context>
    <name>ClusterDialog</name>
    <message>
        <source>Train on a cluster</source>
        <translation>在集群上训练</translation>
    </message>
    <message>
        <source>Runs that you start from now on train on the machines of a Dask cluster, and show here as if they trained at home. Their checkpoints come home.</source>
        <translation>从现在起启动的运行会在 Dask 集群的机器上训练，在这里的显示与本机训练时一样；检查点会传回本机。</translation>
    </message>
    <message>
        <source>Scheduler&apos;s address</source>
        <translation>调度器地址</translation>
    </message>
    <message>
        <source>Workers on this computer</source>
        <translation>用本机作为集群</translation>
    </message>
    <message>
        <source>Start one worker for each core here: a way to try it</source>
        <translation>在本机为每个核心启动一个工作进程，可以用来试一试</translation>
    </message>
    <message>
        <source>The scheduler speaks TLS</source>
        <translation>调度器使用 TLS</translation>
    </message>
    <message>
        <source>Authority (CA)</source>
        <translation>证书颁发机构 (CA)</translation>
    </message>
    <message>
        <source>Certificate</source>
        <translation>证书</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>密钥</translation>
    </message>
    <message>
        <source>Machines may download data that they lack</source>
        <translation>允许集群的机器下载所缺的数据</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>连接</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>Choose the file: {name}</source>
        <translation>选择文件：{name}</translation>
    </message>
    <message>
        <source>Waiting for an answer…</source>
        <translation>正在等待应答…</translation>
    </message>
    <message>
        <source>{workers} workers, {runs} runs at once</source>
        <translation>{workers} 个工作进程，可同时训练 {runs} 个运行</translation>
    </message>
</context>
<context>
    <name>Clusters</name>
    <message>
        <source>Runs that you start now train on the cluster ({size}).</source>
        <translation>之后启动的运行会在集群上训练（{size}）。</translation>
    </message>
    <message>
        <source>Train here again</source>
        <translation>改回本机训练</translation>
    </message>
</context>
<context>
    <name>CommandLine</name>
    <message>
        <source>
{dataset}, {episodes} test episodes, the same for all
{found}</source>
        <translation>
{dataset}，{episodes} 个测试任务，各方法相同
{found}</translation>
    </message>
    <message>
        <source>  accuracy {accuracy}</source>
        <translation>  准确率 {accuracy}</translation>
    </message>
    <message>
        <source>  loss {loss}</source>
        <translation>  损失 {loss}</translation>
    </message>
    <message>
        <source> and {value} more</source>
        <translation> 等另外 {value} 个</translation>
    </message>
    <message>
        <source>(default {value})</source>
        <translation>（默认 {value}）</translation>
    </message>
    <message>
        <source>A command is needed{arguments}</source>
        <translation>需要一个命令{arguments}</translation>
    </message>
    <message>
        <source>A run that is resumed keeps its algorithm and dataset; leave out --algorithm and --dataset.</source>
        <translation>继续的运行保留其算法和数据集；请去掉 --algorithm 和 --dataset。</translation>
    </message>
    <message>
        <source>Algorithms</source>
        <translation>算法</translation>
    </message>
    <message>
        <source>Argument {name}: expected at least one argument</source>
        <translation>参数 {name}：至少需要一个值</translation>
    </message>
    <message>
        <source>Argument {name}: expected one argument</source>
        <translation>参数 {name}：需要一个值</translation>
    </message>
    <message>
        <source>Compare takes two runs or more, each named once, or --algorithms to train.</source>
        <translation>compare 需要两个或更多的运行，每个只写一次；或用 --algorithms 指定要训练的方法。</translation>
    </message>
    <message>
        <source>Datasets</source>
        <translation>数据集</translation>
    </message>
    <message>
        <source>See a model learn to learn. Without a command, the window opens.</source>
        <translation>看模型学会学习。不给命令时打开窗口。</translation>
    </message>
    <message>
        <source>Standard output can no longer be written to ({reason}); {consequence}.</source>
        <translation>标准输出无法再写入（{reason}）；{consequence}。</translation>
    </message>
    <message>
        <source>Tasks seen</source>
        <translation>见过的任务</translation>
    </message>
    <message>
        <source>The cluster has no worker yet; the runs wait for one.</source>
        <translation>集群还没有工作进程；运行正在等待。</translation>
    </message>
    <message>
        <source>The following arguments are required: {names}</source>
        <translation>缺少以下参数：{names}</translation>
    </message>
    <message>
        <source>The library {folder} is read-only, so this score is not kept in it.</source>
        <translation>运行库 {folder} 是只读的，因此这一得分不会存入其中。</translation>
    </message>
    <message>
        <source>There is no command {arguments}{arguments2}</source>
        <translation>没有命令 {arguments}{arguments2}</translation>
    </message>
    <message>
        <source>There is no folder {text}.</source>
        <translation>没有文件夹 {text}。</translation>
    </message>
    <message>
        <source>There is no run library in {folder}; --library names its folder.</source>
        <translation>{folder} 中没有运行库；请用 --library 指定其文件夹。</translation>
    </message>
    <message>
        <source>There is no {what} {one}{one2}</source>
        <translation>没有{what} {one}{one2}</translation>
    </message>
    <message>
        <source>There was no desktop entry of Metascope.</source>
        <translation>没有 Metascope 的桌面菜单项。</translation>
    </message>
    <message>
        <source>[{share}] {count}{error}{right}  {rate} tasks/s  {left} left</source>
        <translation>[{share}] {count}{error}{right}  {rate} 个任务/秒  剩余 {left}</translation>
    </message>
    <message>
        <source>train on a Dask cluster: its scheduler&apos;s address, such as tcp://HOST:PORT, or dask</source>
        <translation>在 Dask 集群上训练：其调度器的地址（例如 tcp://HOST:PORT），或 dask</translation>
    </message>
    <message>
        <source>`desktop-entry` is for the menus of Linux desktops; this computer runs {platform}.</source>
        <translation>`desktop-entry` 用于 Linux 桌面的菜单；这台计算机运行的是 {platform}。</translation>
    </message>
    <message>
        <source>`export` needs the name of a FILE or --tensorboard FOLDER.</source>
        <translation>`export` 需要文件名 FILE，或 --tensorboard FOLDER。</translation>
    </message>
    <message>
        <source>`train` needs --{name}; `{called} list` says what there is.</source>
        <translation>`train` 需要 --{name}；`{called} list` 列出可选项。</translation>
    </message>
    <message>
        <source>`{command}` has no option {extra}{split}</source>
        <translation>`{command}` 没有选项 {extra}{split}</translation>
    </message>
    <message>
        <source>a run of the library</source>
        <translation>运行库中的一个运行</translation>
    </message>
    <message>
        <source>a run of the library, or one of its comparisons (comparison-0001)</source>
        <translation>运行库中的一个运行，或其中的一个比较（comparison-0001）</translation>
    </message>
    <message>
        <source>a setting of the algorithm or the dataset</source>
        <translation>算法或数据集的一项设置</translation>
    </message>
    <message>
        <source>accuracy {number}</source>
        <translation>准确率 {number}</translation>
    </message>
    <message>
        <source>accuracy, 10th presentation {mean} ± {ci95}</source>
        <translation>第 10 次出现的准确率 {mean} ± {ci95}</translation>
    </message>
    <message>
        <source>accuracy, 1st presentation {mean} ± {ci95}</source>
        <translation>第 1 次出现的准确率 {mean} ± {ci95}</translation>
    </message>
    <message>
        <source>accuracy, 2nd presentation {mean} ± {ci95}</source>
        <translation>第 2 次出现的准确率 {mean} ± {ci95}</translation>
    </message>
    <message>
        <source>accuracy, 3rd presentation {mean} ± {ci95}</source>
        <translation>第 3 次出现的准确率 {mean} ± {ci95}</translation>
    </message>
    <message>
        <source>accuracy, 5th presentation {mean} ± {ci95}</source>
        <translation>第 5 次出现的准确率 {mean} ± {ci95}</translation>
    </message>
    <message>
        <source>algorithm</source>
        <translation>算法</translation>
    </message>
    <message>
        <source>all of it as NAME.metascope, weights as NAME.safetensors, or the numbers as NAME.csv or NAME.json</source>
        <translation>NAME.metascope 写入全部，NAME.safetensors 写入权重，NAME.csv 或 NAME.json 写入数值</translation>
    </message>
    <message>
        <source>compiling</source>
        <translation>正在编译</translation>
    </message>
    <message>
        <source>completed</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>datasets to train them on, commas between (glyphs)</source>
        <translation>用来训练的数据集，以逗号分隔 (glyphs)</translation>
    </message>
    <message>
        <source>event files of TensorBoard below this folder</source>
        <translation>在此文件夹下写入 TensorBoard 的事件文件</translation>
    </message>
    <message>
        <source>exit codes:
  0    done
  1    failed
  2    refused for what was given
  129  ended by a closing terminal (SIGHUP)
  130  ended by Ctrl-C
  143  ended by SIGTERM
Ended by one of these three, a training run has written a checkpoint, and
`train --resume RUN` goes on from it. Ctrl-C twice ends at once.</source>
        <translation>退出码：
  0    完成
  1    失败
  2    因给定的内容被拒绝
  129  因终端关闭而结束 (SIGHUP)
  130  被 Ctrl-C 结束
  143  被 SIGTERM 结束
以后三种方式结束时，训练运行已写入检查点，
`train --resume RUN` 可从那里继续。按两次 Ctrl-C 会立即结束。</translation>
    </message>
    <message>
        <source>fetch a dataset&apos;s files</source>
        <translation>下载一个数据集的文件</translation>
    </message>
    <message>
        <source>folder of runs</source>
        <translation>存放运行的文件夹</translation>
    </message>
    <message>
        <source>folder that holds datasets&apos; files</source>
        <translation>存放数据集文件的文件夹</translation>
    </message>
    <message>
        <source>for a cluster that speaks TLS</source>
        <translation>用于使用 TLS 的集群</translation>
    </message>
    <message>
        <source>go on with a run of the library</source>
        <translation>继续运行库中的一个运行</translation>
    </message>
    <message>
        <source>instead of RUNs: methods to train, commas between</source>
        <translation>代替 RUN：要训练的方法，以逗号分隔</translation>
    </message>
    <message>
        <source>let the cluster&apos;s machines download data that they lack</source>
        <translation>允许集群的机器下载缺少的数据</translation>
    </message>
    <message>
        <source>loss {number}</source>
        <translation>损失 {number}</translation>
    </message>
    <message>
        <source>one JSON object a line</source>
        <translation>每行输出一个 JSON 对象</translation>
    </message>
    <message>
        <source>options</source>
        <translation>选项</translation>
    </message>
    <message>
        <source>positional arguments</source>
        <translation>位置参数</translation>
    </message>
    <message>
        <source>put Metascope into this Linux desktop&apos;s menu, with its icon and its files</source>
        <translation>把 Metascope 连同图标和文件类型加入此 Linux 桌面的菜单</translation>
    </message>
    <message>
        <source>queries of the test, likewise</source>
        <translation>测试的查询样本数，同上</translation>
    </message>
    <message>
        <source>runs of each method on each dataset, with seeds 0, 1, ... (1)</source>
        <translation>每种方法在每个数据集上的运行数，种子为 0、1…… (1)</translation>
    </message>
    <message>
        <source>runs of the library, of one dataset</source>
        <translation>运行库中同一数据集的运行</translation>
    </message>
    <message>
        <source>score a trained learner on fixed test episodes</source>
        <translation>在固定的测试任务上评估训练好的学习者</translation>
    </message>
    <message>
        <source>score several learners on the same test episodes</source>
        <translation>在相同的测试任务上评估多个学习者</translation>
    </message>
    <message>
        <source>scoring {share}</source>
        <translation>评估 {share}</translation>
    </message>
    <message>
        <source>shots of the test, likewise</source>
        <translation>测试的样本数 (shot)，同上</translation>
    </message>
    <message>
        <source>show this help message and exit</source>
        <translation>显示此帮助并退出</translation>
    </message>
    <message>
        <source>step {step}: {split} MSE {mean} ± {ci95}, n = {count}</source>
        <translation>第 {step} 步：{split} MSE {mean} ± {ci95}，n = {count}</translation>
    </message>
    <message>
        <source>step {step}: {split} accuracy {mean} ± {ci95}, n = {count}</source>
        <translation>第 {step} 步：{split}准确率 {mean} ± {ci95}，n = {count}</translation>
    </message>
    <message>
        <source>step {step}: {split} {event}, n = {scores}</source>
        <translation>第 {step} 步：{split} {event}，n = {scores}</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>take it out again</source>
        <translation>再从菜单中移除</translation>
    </message>
    <message>
        <source>take what a .metascope file holds into the library</source>
        <translation>把 .metascope 文件的内容收入运行库</translation>
    </message>
    <message>
        <source>tasks seen</source>
        <translation>见过的任务</translation>
    </message>
    <message>
        <source>tasks that each of them sees (MAML&apos;s own number there)</source>
        <translation>每个方法见到的任务数（默认取 MAML 在该数据集上的数目）</translation>
    </message>
    <message>
        <source>test</source>
        <translation>测试</translation>
    </message>
    <message>
        <source>test accuracy, %</source>
        <translation>测试准确率，%</translation>
    </message>
    <message>
        <source>test episodes (600)</source>
        <translation>测试任务数 (600)</translation>
    </message>
    <message>
        <source>text, markdown or latex</source>
        <translation>text、markdown 或 latex</translation>
    </message>
    <message>
        <source>the command goes on without it</source>
        <translation>命令在没有标准输出的情况下继续</translation>
    </message>
    <message>
        <source>train a learner</source>
        <translation>训练一个学习者</translation>
    </message>
    <message>
        <source>usage:</source>
        <translation>用法：</translation>
    </message>
    <message>
        <source>validation</source>
        <translation>验证</translation>
    </message>
    <message>
        <source>ways of the test, where they are not those of training</source>
        <translation>测试的类别数 (way)，如与训练时不同</translation>
    </message>
    <message>
        <source>weights adapted to this test episode (0, 1, ...), not the meta-learned ones</source>
        <translation>适应到此测试任务（0、1……）的权重，而非元学习得到的权重</translation>
    </message>
    <message>
        <source>what it was to show is incomplete</source>
        <translation>要显示的内容不完整</translation>
    </message>
    <message>
        <source>what there is: algorithms and datasets</source>
        <translation>列出算法和数据集</translation>
    </message>
    <message>
        <source>where to fetch from instead of the publisher</source>
        <translation>不从发布者处，而从此处下载</translation>
    </message>
    <message>
        <source>which dataset</source>
        <translation>哪个数据集</translation>
    </message>
    <message>
        <source>which learner (see list)</source>
        <translation>哪个学习者（见 list）</translation>
    </message>
    <message>
        <source>which tasks (see list)</source>
        <translation>哪些任务（见 list）</translation>
    </message>
    <message>
        <source>write a run, or a comparison with its runs, as files</source>
        <translation>把一个运行，或一个比较及其运行，写成文件</translation>
    </message>
    <message>
        <source>{count}  {left} left</source>
        <translation>{count}  剩余 {left}</translation>
    </message>
    <message>
        <source>{count}{error}  {left} left</source>
        <translation>{count}{error}  剩余 {left}</translation>
    </message>
    <message>
        <source>{count}{error}{right}  {left} left</source>
        <translation>{count}{error}{right}  剩余 {left}</translation>
    </message>
    <message>
        <source>{count}{error}{right}  {rate} tasks/s  {left} left</source>
        <translation>{count}{error}{right}  {rate} 个任务/秒  剩余 {left}</translation>
    </message>
    <message>
        <source>{dataset}, {episodes} test episodes, the same for all</source>
        <translation>{dataset}，{episodes} 个测试任务，各方法相同</translation>
    </message>
    <message>
        <source>{doc} {range_text} (default {default})</source>
        <translation>{doc} {range_text}（默认 {default}）</translation>
    </message>
    <message>
        <source>{ended} of {wanted} runs done</source>
        <translation>{wanted} 个运行中已完成 {ended} 个</translation>
    </message>
    <message>
        <source>{number} tasks/s</source>
        <translation>{number} 任务/秒</translation>
    </message>
    <message>
        <source>{parameters} meta-parameters on {device}</source>
        <translation>{parameters} 个元参数，设备 {device}</translation>
    </message>
    <message>
        <source>{run}: {algorithm} on {data}, {count} meta-parameters on {device}</source>
        <translation>{run}：{algorithm}，数据 {data}，{count} 个元参数，设备 {device}</translation>
    </message>
    <message>
        <source>{run}: {algorithm} on {data}, {parameters}{badges}</source>
        <translation>{run}：{algorithm}，数据 {data}，{parameters}{badges}</translation>
    </message>
    <message>
        <source>{run}: {reason} after {step} steps, {tasks} tasks</source>
        <translation>{run}：{reason}，共 {step} 步、{tasks} 个任务</translation>
    </message>
    <message>
        <source>{run}: {reason} after {step} steps, {tasks} tasks; {score}</source>
        <translation>{run}：{reason}，共 {step} 步、{tasks} 个任务；{score}</translation>
    </message>
    <message>
        <source>{split} MSE {mean} ± {ci95}</source>
        <translation>{split} MSE {mean} ± {ci95}</translation>
    </message>
    <message>
        <source>{split} accuracy {mean} ± {ci95}</source>
        <translation>{split}准确率 {mean} ± {ci95}</translation>
    </message>
    <message>
        <source>{text} (in {lacking} of {scores} episodes)</source>
        <translation>{text}（{scores} 个情节中有 {lacking} 个）</translation>
    </message>
    <message>
        <source>{text} is neither a folder nor a zip archive.</source>
        <translation>{text} 既不是文件夹也不是 zip 压缩包。</translation>
    </message>
    <message>
        <source>{time} left</source>
        <translation>剩余 {time}</translation>
    </message>
    <message>
        <source>{upper}{message}; `{prog} --help` lists the options.</source>
        <translation>{upper}{message}；`{prog} --help` 列出选项。</translation>
    </message>
</context>
<context>
    <name>CompareFiles</name>
    <message>
        <source>New comparison</source>
        <translation>新的比较</translation>
    </message>
    <message>
        <source>{name}: {count} runs</source>
        <translation>{name}：{count} 个运行</translation>
    </message>
    <message>
        <source>Forget the {count} runs that still wait</source>
        <translation>不再等待这 {count} 个运行</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>另存为…</translation>
    </message>
    <message>
        <source>Open from a file…</source>
        <translation>从文件打开…</translation>
    </message>
    <message>
        <source>as text</source>
        <translation>复制为文本</translation>
    </message>
    <message>
        <source>as Markdown</source>
        <translation>复制为 Markdown</translation>
    </message>
    <message>
        <source>as LaTeX</source>
        <translation>复制为 LaTeX</translation>
    </message>
    <message>
        <source>The library no longer has {runs}; the comparison goes on without.</source>
        <translation>资料库中已没有 {runs}；比较将在没有它们的情况下继续。</translation>
    </message>
    <message>
        <source>Export figures into a folder</source>
        <translation>把图导出到文件夹</translation>
    </message>
    <message>
        <source>This version cannot use {runs}; the comparison goes on without.</source>
        <translation>当前版本无法使用 {runs}；比较在没有它们的情况下继续。</translation>
    </message>
</context>
<context>
    <name>CompareHeader</name>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Comparisons</source>
        <translation>比较列表</translation>
    </message>
    <message>
        <source>The sentence, the table and the differences</source>
        <translation>结论、表格和差异</translation>
    </message>
    <message>
        <source>Begin another comparison, or open one of earlier days</source>
        <translation>开始另一个比较，或打开以前的比较</translation>
    </message>
    <message>
        <source>Export figures…</source>
        <translation>导出图…</translation>
    </message>
    <message>
        <source>Curves, tests and tables as files in a folder</source>
        <translation>把曲线、测试和表格作为文件存进一个文件夹</translation>
    </message>
    <message>
        <source>Start the {count} runs that lack</source>
        <translation>补齐缺少的 {count} 个运行</translation>
    </message>
</context>
<context>
    <name>ComparePage</name>
    <message>
        <source>RUNS</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>SAME TASK</source>
        <translation>同一任务</translation>
    </message>
    <message>
        <source>RACE</source>
        <translation>赛况</translation>
    </message>
    <message>
        <source>TEST</source>
        <translation>测试</translation>
    </message>
    <message>
        <source>change of the terms</source>
        <translation>条件的更改</translation>
    </message>
    <message>
        <source>taking out of {name}</source>
        <translation>移出{name}</translation>
    </message>
    <message>
        <source>{run} was removed; the comparison goes on without it, and with it again once it is back.</source>
        <translation>{run} 已移除；比较在没有它的情况下继续，它回来后会重新加入。</translation>
    </message>
    <message>
        <source>Bring it back</source>
        <translation>恢复</translation>
    </message>
</context>
<context>
    <name>CompareWords</name>
    <message>
        <source>(not the same {what})</source>
        <translation>（不相同：{what}）</translation>
    </message>
    <message>
        <source>not the same {what}</source>
        <translation>不相同：{what}</translation>
    </message>
    <message>
        <source>Measuring what a step costs: {names}.</source>
        <translation>正在测量每一步的开销：{names}。</translation>
    </message>
    <message>
        <source>Add another algorithm: it gets the same tasks, seeds, budget, network and test episodes.</source>
        <translation>再加一个算法：它会得到相同的任务、种子、预算、网络和测试任务。</translation>
    </message>
    <message>
        <source>The runs are under way; the curves show validation tasks. Test them when they are done.</source>
        <translation>运行正在进行；曲线是验证任务的结果。等它们完成后再测试。</translation>
    </message>
    <message>
        <source>Press Test for the scores on {count} identical tasks.</source>
        <translation>按“测试”，得到在 {count} 个相同任务上的成绩。</translation>
    </message>
    <message>
        <source>Paired differences on the same {count} test tasks appear here once two methods are tested.</source>
        <translation>测试过两种方法之后，这里会显示它们在同样 {count} 个测试任务上的配对差异。</translation>
    </message>
    <message>
        <source>Intervals are of single pairs.</source>
        <translation>区间针对单个配对。</translation>
    </message>
    <message>
        <source>Intervals are of single pairs; p is corrected for {count} pairs by Holm&apos;s method.</source>
        <translation>区间针对单个配对；p 值按 Holm 方法对 {count} 个配对作了校正。</translation>
    </message>
    <message>
        <source>Not tested as it stands now: {names}.</source>
        <translation>尚未按现状测试：{names}。</translation>
    </message>
    <message>
        <source>{count} methods on {name}</source>
        <translation>{name}：{count} 种方法</translation>
    </message>
    <message>
        <source>Testing on {count} identical tasks.</source>
        <translation>正在 {count} 个相同的任务上测试。</translation>
    </message>
    <message>
        <source>None of these runs has a checkpoint that could be tested.</source>
        <translation>这些运行都没有可测试的检查点。</translation>
    </message>
    <message>
        <source>Testing on {count} identical tasks; the paired differences follow.</source>
        <translation>正在 {count} 个相同的任务上测试；随后给出配对差异。</translation>
    </message>
    <message>
        <source>Tick two tested methods to see their paired differences.</source>
        <translation>勾选两个已测试的方法即可看到它们的配对差异。</translation>
    </message>
    <message>
        <source>One method is tested; paired differences need a second one.</source>
        <translation>已测试一个方法；配对差异还需要第二个。</translation>
    </message>
</context>
<context>
    <name>ConfigPane</name>
    <message>
        <source>Settings of the run</source>
        <translation>运行的设置</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>方法</translation>
    </message>
    <message>
        <source>Dataset</source>
        <translation>数据集</translation>
    </message>
    <message>
        <source>Data folder</source>
        <translation>数据文件夹</translation>
    </message>
</context>
<context>
    <name>ConflictView</name>
    <message>
        <source>Do source tasks agree?</source>
        <translation>源任务是否一致？</translation>
    </message>
    <message>
        <source>source task</source>
        <translation>源任务</translation>
    </message>
    <message>
        <source>Whether what helps one source task helps another, for multi-task learning.
Press Space to start: agreement is red, conflict blue.</source>
        <translation>一个源任务的进步是否也帮助另一个，适用于多任务学习。
按空格键开始：一致为红，冲突为蓝。</translation>
    </message>
    <message>
        <source>No two source tasks have met in a batch yet.</source>
        <translation>还没有两个源任务出现在同一批中。</translation>
    </message>
    <message>
        <source>Cosine between the gradients of two tasks, a running mean: {mean} on average; {apart} % of the pairs pull apart.</source>
        <translation>两个任务梯度之间的余弦（滑动平均）：平均 {mean}；{apart} % 的任务对方向相背。</translation>
    </message>
    <message>
        <source>tasks {first} and {second}: {value}</source>
        <translation>任务 {first} 与 {second}：{value}</translation>
    </message>
</context>
<context>
    <name>Contest</name>
    <message>
        <source>{dataset}, {way}-way {shot}-shot</source>
        <translation>{dataset}，{way}-way {shot}-shot</translation>
    </message>
    <message>
        <source>{dataset}, {shot}-shot</source>
        <translation>{dataset}，{shot}-shot</translation>
    </message>
</context>
<context>
    <name>CurveBar</name>
    <message>
        <source>x-axis</source>
        <translation>横轴</translation>
    </message>
    <message>
        <source>What the curves are drawn over (A); nothing is run again</source>
        <translation>曲线的横轴 (A)；不需要重新训练</translation>
    </message>
    <message>
        <source>band: 95 % CI</source>
        <translation>区间带：95 % 置信区间</translation>
    </message>
    <message>
        <source>band: ± 1 SD</source>
        <translation>区间带：± 1 标准差</translation>
    </message>
    <message>
        <source>band: lowest to highest</source>
        <translation>区间带：最低到最高</translation>
    </message>
    <message>
        <source>Band</source>
        <translation>区间带</translation>
    </message>
    <message>
        <source>What the band around a mean over seeds is</source>
        <translation>各种子均值周围的区间带表示什么</translation>
    </message>
    <message>
        <source>● Follow</source>
        <translation>● 跟随</translation>
    </message>
    <message>
        <source>Axes follow the data; zooming switches this off, a click on again</source>
        <translation>坐标轴跟随数据；缩放后自动关闭，点击可重新打开</translation>
    </message>
</context>
<context>
    <name>CurveControls</name>
    <message>
        <source>What the curves are drawn over; tasks seen compares runs with different meta-batches (A)</source>
        <translation>曲线的横轴；元批次大小不同时，用已见任务数来比较 (A)</translation>
    </message>
    <message>
        <source>x-axis</source>
        <translation>横轴</translation>
    </message>
    <message>
        <source>smoothing</source>
        <translation>平滑</translation>
    </message>
    <message>
        <source>Weight of the past in the debiased moving average; the raw curve stays visible behind</source>
        <translation>去偏滑动平均中过去所占的权重；原始曲线始终显示在后面</translation>
    </message>
    <message>
        <source>before</source>
        <translation>适应前</translation>
    </message>
    <message>
        <source>Also draw the query loss of the unadapted learner (dashed)</source>
        <translation>同时画出未适应的学习器的查询损失（虚线）</translation>
    </message>
    <message>
        <source>● Follow</source>
        <translation>● 跟随</translation>
    </message>
    <message>
        <source>Axes follow the data; zooming switches this off, a click on again</source>
        <translation>坐标轴跟随数据；缩放后自动关闭，点击可重新打开</translation>
    </message>
    <message>
        <source>log scale</source>
        <translation>对数刻度</translation>
    </message>
    <message>
        <source>Logarithmic y-axis of the loss (Y)</source>
        <translation>损失的纵轴取对数（Y）</translation>
    </message>
</context>
<context>
    <name>CurveSettings</name>
    <message>
        <source>outer steps</source>
        <translation>外循环步数</translation>
    </message>
    <message>
        <source>tasks seen</source>
        <translation>已见任务数</translation>
    </message>
    <message>
        <source>samples seen</source>
        <translation>已见样本数</translation>
    </message>
    <message>
        <source>compute seconds</source>
        <translation>计算秒数</translation>
    </message>
</context>
<context>
    <name>Desktop</name>
    <message>
        <source>Algorithm</source>
        <translation>算法</translation>
    </message>
    <message>
        <source>Dataset</source>
        <translation>数据集</translation>
    </message>
    <message>
        <source>Found: {what}.</source>
        <translation>找到：{what}。</translation>
    </message>
    <message>
        <source>Layout</source>
        <translation>布局</translation>
    </message>
    <message>
        <source>Layouts</source>
        <translation>布局</translation>
    </message>
    <message>
        <source>Panel</source>
        <translation>面板</translation>
    </message>
    <message>
        <source>Pictures only</source>
        <translation>只看图</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>Show this panel of {place}</source>
        <translation>显示“{place}”的这个面板</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>{algorithm} cannot learn from that dataset; choose another algorithm first.</source>
        <translation>{algorithm}不能学习那个数据集；请先换一个算法。</translation>
    </message>
    <message>
        <source>{share} % · Metascope</source>
        <translation>{share} % · Metascope</translation>
    </message>
    <message>
        <source>Redo: {what}</source>
        <translation>重做：{what}</translation>
    </message>
    <message>
        <source>Undo: {what}</source>
        <translation>撤销：{what}</translation>
    </message>
</context>
<context>
    <name>Detach</name>
    <message>
        <source>In a window of its own. Close that window to have it here again.</source>
        <translation>已在单独的窗口中显示。关闭那个窗口，它就回到这里。</translation>
    </message>
</context>
<context>
    <name>Differences</name>
    <message>
        <source>Paired differences</source>
        <translation>配对差异</translation>
    </message>
    <message>
        <source>difference, points</source>
        <translation>差异（百分点）</translation>
    </message>
    <message>
        <source>difference in MSE</source>
        <translation>均方误差之差</translation>
    </message>
    <message>
        <source>pair</source>
        <translation>配对</translation>
    </message>
    <message>
        <source>95 % CI</source>
        <translation>95 % 置信区间</translation>
    </message>
    <message>
        <source>p (Holm)</source>
        <translation>p (Holm)</translation>
    </message>
    <message>
        <source>verdict</source>
        <translation>结论</translation>
    </message>
    <message>
        <source>{better} − {worse}</source>
        <translation>{better} − {worse}</translation>
    </message>
    <message>
        <source>better</source>
        <translation>更好</translation>
    </message>
    <message>
        <source>cannot be told apart</source>
        <translation>分不出高下</translation>
    </message>
    <message>
        <source>{name} is better</source>
        <translation>{name}更好</translation>
    </message>
</context>
<context>
    <name>DrawPad</name>
    <message>
        <source>That is not a picture that can be read.</source>
        <translation>这不是可以读取的图片。</translation>
    </message>
    <message>
        <source>That picture is all of one brightness, so there is nothing to tell apart.</source>
        <translation>这张图片亮度处处相同，没有可以辨认的内容。</translation>
    </message>
    <message>
        <source>A picture of {width} x {height} px was made grey and {side} x {side}.</source>
        <translation>一张 {width} x {height} 像素的图片已转为灰度并缩为 {side} x {side}。</translation>
    </message>
    <message>
        <source>{what} Its ground was bright, so it was inverted: the networks know bright ink.</source>
        <translation>{what}它的底色较亮，因此已反相：网络认的是亮色笔迹。</translation>
    </message>
    <message>
        <source>Draw here; Ctrl+Z takes a stroke back, Delete clears, Ctrl+V pastes a picture, or drop one or several. By keys: arrows move, Enter puts the pen down or lifts it.</source>
        <translation>在这里画；Ctrl+Z 撤销一笔，Delete 清空，Ctrl+V 粘贴图片，也可以拖入一张或几张图片。用键盘：方向键移动，Enter 落笔或抬笔。</translation>
    </message>
    <message>
        <source>only one fits here</source>
        <translation>这里只放得下一张</translation>
    </message>
</context>
<context>
    <name>DrawTask</name>
    <message>
        <source>Classes</source>
        <translation>类别数</translation>
    </message>
    <message>
        <source>Drawings each</source>
        <translation>每类张数</translation>
    </message>
    <message>
        <source>From a test episode</source>
        <translation>取自测试任务</translation>
    </message>
    <message>
        <source>Fill every pad from the next test episode, whose classes no learner has seen</source>
        <translation>用下一个测试任务填满所有画板，其中的类别任何学习器都没见过</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>清空</translation>
    </message>
    <message>
        <source>Query</source>
        <translation>查询</translation>
    </message>
    <message>
        <source>What the networks see</source>
        <translation>网络看到的样子</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Open…</source>
        <translation>打开…</translation>
    </message>
    <message>
        <source>Take the last stroke or picture back, whichever pad it is on</source>
        <translation>撤销最后一笔或最后一张图片，不论在哪个画板上</translation>
    </message>
    <message>
        <source>Take a picture as the query</source>
        <translation>用一张图片作查询</translation>
    </message>
    <message>
        <source>Query: draw one of the classes again</source>
        <translation>查询：再画一次其中一类</translation>
    </message>
    <message>
        <source>what the networks see, {side} x {side} px</source>
        <translation>网络所见：{side} x {side} 像素</translation>
    </message>
    <message>
        <source>Class {letter} has no drawing yet: every class needs one.</source>
        <translation>类别 {letter} 还没有画：每一类都需要一张。</translation>
    </message>
    <message>
        <source>The query is empty: draw one of the classes again.</source>
        <translation>查询是空的：请再画一次其中一类。</translation>
    </message>
    <message>
        <source>The query is only a dot, which looks alike in every class: draw the whole shape.</source>
        <translation>查询只是一个点，在每一类里都一样：请画出完整的形状。</translation>
    </message>
    <message>
        <source>number of drawings</source>
        <translation>图的数目</translation>
    </message>
    <message>
        <source>all drawings</source>
        <translation>全部图</translation>
    </message>
    <message>
        <source>stroke</source>
        <translation>一笔</translation>
    </message>
    <message>
        <source>drawing</source>
        <translation>图</translation>
    </message>
    <message>
        <source>Class {letter}, drawing {number}</source>
        <translation>类别 {letter}，第 {number} 张</translation>
    </message>
    <message>
        <source>Pictures (*.png *.jpg *.jpeg *.bmp *.gif *.webp)</source>
        <translation>图片 (*.png *.jpg *.jpeg *.bmp *.gif *.webp)</translation>
    </message>
    <message>
        <source>Open a picture as the query</source>
        <translation>打开一张图片作查询</translation>
    </message>
    <message>
        <source>the query is one picture</source>
        <translation>查询只有一张图片</translation>
    </message>
    <message>
        <source>class {letter} had room for {room}; raise Drawings each for more</source>
        <translation>类别 {letter} 还能放 {room} 张；增大“每类张数”可放更多</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>正在读取…</translation>
    </message>
    <message>
        <source>their class is gone</source>
        <translation>所在的类别已不存在</translation>
    </message>
</context>
<context>
    <name>Elsewhere</name>
    <message>
        <source>More…</source>
        <translation>更多…</translation>
    </message>
    <message>
        <source>What other methods have inside</source>
        <translation>其他方法的内部</translation>
    </message>
    <message>
        <source>{inside}: {method}</source>
        <translation>{inside}：{method}</translation>
    </message>
</context>
<context>
    <name>EmbeddingView</name>
    <message>
        <source>Embedding of the probe task</source>
        <translation>探测任务的嵌入</translation>
    </message>
    <message>
        <source>first axis</source>
        <translation>第一轴</translation>
    </message>
    <message>
        <source>second axis</source>
        <translation>第二轴</translation>
    </message>
    <message>
        <source>Where the network puts every example of the task, for methods that compare embeddings.
Press Space to start: classes gather round their prototypes.</source>
        <translation>网络把任务的每个样本放在哪里，适用于比较嵌入的方法。
按空格键开始：各类会聚到原型周围。</translation>
    </message>
    <message>
        <source>Turn the plane</source>
        <translation>转动平面</translation>
    </message>
    <message>
        <source>Fix the plane anew, as the one that shows most of the spread now; earlier pictures are let go</source>
        <translation>重新固定平面，取目前最能表现离散程度的一个；之前的画面不再保留</translation>
    </message>
    <message>
        <source>Filled: support; hollow: queries; stars: prototypes. The plane explains {share} % of the spread and stays fixed.</source>
        <translation>实心：支持样本；空心：查询样本；星形：原型。这个平面解释了 {share} % 的离散程度，并且固定不变。</translation>
    </message>
    <message>
        <source>The best plane of now would show {best} %.</source>
        <translation>目前最好的平面可以表现 {best} %。</translation>
    </message>
    <message>
        <source>query of {name}</source>
        <translation>{name}类的查询样本</translation>
    </message>
    <message>
        <source>support example of {name}</source>
        <translation>{name}类的支持样本</translation>
    </message>
</context>
<context>
    <name>Engine</name>
    <message>
        <source> Did you mean {close}?</source>
        <translation>你是不是想写 {close}？</translation>
    </message>
    <message>
        <source> Each is one training run: how far another seed would land is not in these intervals.</source>
        <translation>每种方法只训练了一次：换一个种子会差多少，这些区间没有包含。</translation>
    </message>
    <message>
        <source>, noise {noise}</source>
        <translation>，噪声 {noise}</translation>
    </message>
    <message>
        <source>, p corrected for {count} pairs.</source>
        <translation>，p 值已对 {count} 个配对作校正。</translation>
    </message>
    <message>
        <source>10-shot, its own task distribution</source>
        <translation>10-shot，自有的任务分布</translation>
    </message>
    <message>
        <source>20-way 1-shot</source>
        <translation>20-way 1-shot</translation>
    </message>
    <message>
        <source>20-way 1-shot, trained 60-way</source>
        <translation>20-way 1-shot，60-way 训练</translation>
    </message>
    <message>
        <source>20-way 1-shot, transductive</source>
        <translation>20-way 1-shot，直推式</translation>
    </message>
    <message>
        <source>20-way 5-shot</source>
        <translation>20-way 5-shot</translation>
    </message>
    <message>
        <source>5 classes, 10th presentation</source>
        <translation>5 类，第 10 次出现</translation>
    </message>
    <message>
        <source>5 classes, 2nd presentation, sequences of 50</source>
        <translation>5 类，第 2 次出现，序列长 50</translation>
    </message>
    <message>
        <source>5 classes, 5th presentation</source>
        <translation>5 类，第 5 次出现</translation>
    </message>
    <message>
        <source>5-shot, 1 step</source>
        <translation>5-shot，1 步</translation>
    </message>
    <message>
        <source>5-shot, 10 steps</source>
        <translation>5-shot，10 步</translation>
    </message>
    <message>
        <source>5-shot, 5 steps</source>
        <translation>5-shot，5 步</translation>
    </message>
    <message>
        <source>5-way 1-shot</source>
        <translation>5-way 1-shot</translation>
    </message>
    <message>
        <source>5-way 1-shot, Baseline</source>
        <translation>5-way 1-shot，Baseline</translation>
    </message>
    <message>
        <source>5-way 1-shot, Baseline++</source>
        <translation>5-way 1-shot，Baseline++</translation>
    </message>
    <message>
        <source>5-way 1-shot, trained 60-way</source>
        <translation>5-way 1-shot，60-way 训练</translation>
    </message>
    <message>
        <source>5-way 1-shot, transductive</source>
        <translation>5-way 1-shot，直推式</translation>
    </message>
    <message>
        <source>5-way 5-shot</source>
        <translation>5-way 5-shot</translation>
    </message>
    <message>
        <source>5-way 5-shot, Baseline++</source>
        <translation>5-way 5-shot，Baseline++</translation>
    </message>
    <message>
        <source>5-way 5-shot, trained 60-way</source>
        <translation>5-way 5-shot，60-way 训练</translation>
    </message>
    <message>
        <source>5-way 5-shot, transductive</source>
        <translation>5-way 5-shot，直推式</translation>
    </message>
    <message>
        <source>; did you mean {close}?</source>
        <translation>；你是不是想写 {close}？</translation>
    </message>
    <message>
        <source>; there is {join}.</source>
        <translation>；可用的有 {join}。</translation>
    </message>
    <message>
        <source>A cluster needs Dask; install it with: python -m pip install &apos;metascope[cluster]&apos;</source>
        <translation>使用集群需要 Dask，可用以下命令安装：python -m pip install &apos;metascope[cluster]&apos;</translation>
    </message>
    <message>
        <source>A figure can be saved as {join} or {makers}; the name was {name}.</source>
        <translation>图可以保存为 {join} 或 {makers}；现在的名称是 {name}。</translation>
    </message>
    <message>
        <source>A run can be exported as {join} or {FORMS}; the name was {name}.</source>
        <translation>运行可以导出为 {join} 或 {FORMS}；现在的名称是 {name}。</translation>
    </message>
    <message>
        <source>A task needs as many answers as examples, and at least one; it had {support_x} and {support_y}.</source>
        <translation>任务的答案数必须与样本数相同，且至少为一个；现在是 {support_x} 和 {support_y}。</translation>
    </message>
    <message>
        <source>All {steps} outer steps (steps) are taken; raise their number to go on.</source>
        <translation>全部 {steps} 个外循环步 (steps) 都已走完；要继续，请增大步数。</translation>
    </message>
    <message>
        <source>An address with tcp:// takes no TLS files, and one that uses TLS begins with tls://; it was {executor}.</source>
        <translation>以 tcp:// 开头的地址不使用 TLS 文件，使用 TLS 的地址以 tls:// 开头；现在是 {executor}。</translation>
    </message>
    <message>
        <source>An address with tls:// takes three files: the authority, the certificate and its key; it was {executor}.</source>
        <translation>以 tls:// 开头的地址需要三个文件：颁发机构、证书和密钥；现在是 {executor}。</translation>
    </message>
    <message>
        <source>An outer loss that changes over training is not compiled; it runs as it is.</source>
        <translation>训练中会变化的外循环损失不作编译，按原样运行。</translation>
    </message>
    <message>
        <source>Begins with {fitting} of {slow} tensors of {run}</source>
        <translation>{slow} 个张量中有 {fitting} 个取自 {run}</translation>
    </message>
    <message>
        <source>Device (device) cannot be cuda: torch finds no CUDA GPU on this computer; choose cpu or auto.</source>
        <translation>设备 (device) 不能设为 cuda：torch 在这台电脑上找不到 CUDA GPU；请选择 cpu 或 auto。</translation>
    </message>
    <message>
        <source>Event files need the package tensorboardX: python -m pip install &apos;metascope[tensorboard]&apos;.</source>
        <translation>写事件文件需要软件包 tensorboardX：python -m pip install &apos;metascope[tensorboard]&apos;。</translation>
    </message>
    <message>
        <source>Examples must be {input_shape} numbers each; these were of shape {shape}.</source>
        <translation>每个样本必须是 {input_shape} 个数；现在的形状是 {shape}。</translation>
    </message>
    <message>
        <source>FILE must be a name that ends in {ENDING}, in a folder that is there; it was {path}.</source>
        <translation>FILE 必须是以 {ENDING} 结尾的名称，且所在的文件夹存在；现在是 {path}。</translation>
    </message>
    <message>
        <source>From {name}.</source>
        <translation>来自 {name}。</translation>
    </message>
    <message>
        <source>Glyphs ({honest}), {sizes} classes for train/validation/test, rotations: {rotations}</source>
        <translation>字形（{honest}），训练/验证/测试类别数 {sizes}，旋转：{rotations}</translation>
    </message>
    <message>
        <source>Intervals cover the luck of training: {join} seeds each.</source>
        <translation>区间包含了训练的偶然性：每种方法 {join} 个种子。</translation>
    </message>
    <message>
        <source>Metascope made a mistake it did not expect ({name}); the details are in the log.</source>
        <translation>Metascope 出现了意料之外的错误 ({name})；详细信息在日志中。</translation>
    </message>
    <message>
        <source>Metascope on the cluster&apos;s machine {machine} is not the one on this computer ({theirs}, {version}); install the same on both.</source>
        <translation>集群机器 {machine} 上的 Metascope 与本机的版本不同（{theirs}，{version}）；请在两边安装同一版本。</translation>
    </message>
    <message>
        <source>Mixed precision rounds the operands of convolutions; this network has none, so it computes in float32.</source>
        <translation>混合精度 (mixed precision) 舍入的是卷积的操作数；这个网络没有卷积，因此以 float32 计算。</translation>
    </message>
    <message>
        <source>Mixed precision: rounding moves the first outer gradient by {rounded} of its length; other tasks move it by {others}.</source>
        <translation>混合精度：舍入使第一个外循环梯度移动其长度的 {rounded}；换一批任务则移动 {others}。</translation>
    </message>
    <message>
        <source>No Dask scheduler answers at {url} ({error}).</source>
        <translation>{url} 上没有 Dask 调度器应答（{error}）。</translation>
    </message>
    <message>
        <source>None of the {pictures} pictures in {path} can be read.</source>
        <translation>{path} 中的 {pictures} 张图片都无法读取。</translation>
    </message>
    <message>
        <source>Not the same: {unlike}.</source>
        <translation>不相同：{unlike}。</translation>
    </message>
    <message>
        <source>Omniglot&apos;s drawings are {DRAWN} x {DRAWN} pixels; {name} in {source} is {size} x {size2}.</source>
        <translation>Omniglot 的手写图是 {DRAWN} x {DRAWN} 像素；{source} 中的 {name} 是 {size} x {size2}。</translation>
    </message>
    <message>
        <source>Omniglot, {split} split, {sizes} classes for train/validation/test, rotations: {rotations}, {SIZE} x {SIZE} by {resize}, ink = 1</source>
        <translation>Omniglot，{split} 划分，训练/验证/测试类别数 {sizes}，旋转：{rotations}，{SIZE} x {SIZE}（{resize}），墨色 = 1</translation>
    </message>
    <message>
        <source>On {n} identical {shape} tasks {first} and {other} cannot be told apart (difference {by}, 95 % CI {low} to {high}).</source>
        <translation>在 {n} 个相同的 {shape} 任务上，{first}与{other}分不出高下（相差 {by}，95 % 置信区间 {low} 至 {high}）。</translation>
    </message>
    <message>
        <source>On {n} identical {shape} tasks {first} is better than {other} by {by} (95 % CI {low} to {high}), {time}.</source>
        <translation>在 {n} 个相同的 {shape} 任务上，{first}优于{other}：{by}（95 % 置信区间 {low} 至 {high}），{time}。</translation>
    </message>
    <message>
        <source>On {n} identical {shape} tasks {first} is better than {other} by {by} (95 % CI {low} to {high}).</source>
        <translation>在 {n} 个相同的 {shape} 任务上，{first}优于{other}：{by}（95 % 置信区间 {low} 至 {high}）。</translation>
    </message>
    <message>
        <source>One seed only of {join}: training luck is not measured there.</source>
        <translation>{join}只有一个种子：其训练的偶然性没有测量。</translation>
    </message>
    <message>
        <source>One seed: training luck is not measured.</source>
        <translation>只有一个种子：训练的偶然性没有测量。</translation>
    </message>
    <message>
        <source>Only the fully connected network is compiled; the convolutional one runs as it is.</source>
        <translation>只编译全连接网络；卷积网络按原样运行。</translation>
    </message>
    <message>
        <source>Only weights can be those adapted to a task; {name} does not end with .safetensors.</source>
        <translation>只有权重才能是适应某个任务后的权重；{name} 不以 .safetensors 结尾。</translation>
    </message>
    <message>
        <source>PNG, JPEG, BMP, GIF or WebP</source>
        <translation>PNG、JPEG、BMP、GIF 或 WebP</translation>
    </message>
    <message>
        <source>Paired on the same {n} episodes</source>
        <translation>在同样的 {n} 个任务上配对</translation>
    </message>
    <message>
        <source>Pictures must be {join} pixels; these were {shape}.</source>
        <translation>图片必须是 {join} 像素；现在的形状是 {shape}。</translation>
    </message>
    <message>
        <source>Points in the plane, {kind}, noise {noise}</source>
        <translation>平面点，{kind}，噪声 {noise}</translation>
    </message>
    <message>
        <source>Probe episodes are numbered from 0; it was {probe}.</source>
        <translation>探测任务从 0 开始编号；现在是 {probe}。</translation>
    </message>
    <message>
        <source>Runs compared must be tested on the same episodes: {what} is {a} in {first_run} and {b} in {run}.</source>
        <translation>比较的运行必须在相同的任务上测试：{what}在 {first_run} 中是 {a}，在 {run} 中是 {b}。</translation>
    </message>
    <message>
        <source>Settings of a run must be a list of names and values.</source>
        <translation>运行的设置必须是名称和值的列表。</translation>
    </message>
    <message>
        <source>Several workers were lost while they trained this run; what its last checkpoint holds can be continued.</source>
        <translation>训练这个运行时接连丢失了多个工作进程；可以从最后一个检查点继续。</translation>
    </message>
    <message>
        <source>Shots + queries must be at most {drawings}, the drawings of each class in {title}; {shot} + {queries} is {value}.</source>
        <translation>每类样本数与查询样本数之和最多为 {drawings}，即{title}中每类的图数；{shot} + {queries} 等于 {value}。</translation>
    </message>
    <message>
        <source>Shots + queries must be at most {there}, the drawings of {which} in {title}; {shot} + {queries} is {value}.</source>
        <translation>每类样本数与查询样本数之和最多为 {there}，即{title}中{which}的图数；{shot} + {queries} 等于 {value}。</translation>
    </message>
    <message>
        <source>Sinusoids, phases over a {phases}</source>
        <translation>正弦，相位范围：{phases}</translation>
    </message>
    <message>
        <source>Start from (init) must be the name of a run in the library; it was {text}.</source>
        <translation>“从哪里开始”(init) 必须是资料库中一个运行的名称；现在是 {text}。</translation>
    </message>
    <message>
        <source>Start from (init) must name a run of this library that has a checkpoint; it was {run}.</source>
        <translation>“从哪里开始”(init) 必须是本资料库中一个有检查点的运行；现在是 {run}。</translation>
    </message>
    <message>
        <source>Start from (init) must name a run whose layers are as large as these: {unlike} is {theirs} in {run} ({other}) and {ours} here; give both the same number of filters or hidden units.</source>
        <translation>“从哪里开始”(init) 所指的运行，各层大小必须与这里相同：{unlike} 在 {run}（{other}）中是 {theirs}，这里是 {ours}；请给两者相同的滤波器数或隐藏单元数。</translation>
    </message>
    <message>
        <source>Start from (init) must name a run with a layer like one of this network; {run} ({other}) has none.</source>
        <translation>“从哪里开始”(init) 所指的运行，必须至少有一层与这个网络相同；{run}（{other}）没有。</translation>
    </message>
    <message>
        <source>TLS takes three files: the authority, the certificate and its key.</source>
        <translation>TLS 需要三个文件：颁发机构、证书和它的密钥。</translation>
    </message>
    <message>
        <source>The GPU reported an error and the run cannot go on there; choose the CPU as device, or restart the computer.</source>
        <translation>GPU 报告了错误，运行无法在它上面继续；请把设备改为 CPU，或重新启动电脑。</translation>
    </message>
    <message>
        <source>The Vinyals split needs all 1,623 characters of Omniglot; {missing} are missing, the first {missing2}.</source>
        <translation>Vinyals 划分需要 Omniglot 的全部 1,623 个字符；缺少 {missing} 个，第一个是 {missing2}。</translation>
    </message>
    <message>
        <source>The checkpoint {path} belongs to another network than these settings describe.</source>
        <translation>检查点 {path} 属于另一个网络，与这些设置不符。</translation>
    </message>
    <message>
        <source>The checkpoint {path} cannot be read ({value}).</source>
        <translation>无法读取检查点 {path}（{value}）。</translation>
    </message>
    <message>
        <source>The checkpoint {path} is damaged and cannot be used.</source>
        <translation>检查点 {path} 已损坏，不能使用。</translation>
    </message>
    <message>
        <source>The cluster could not train this run ({error}).</source>
        <translation>集群未能训练这个运行（{error}）。</translation>
    </message>
    <message>
        <source>The cluster&apos;s scheduler is gone; what the run&apos;s last checkpoint holds can be continued.</source>
        <translation>集群的调度器已经断开；可以从最后一个检查点继续。</translation>
    </message>
    <message>
        <source>The cluster&apos;s workers lack the module {name}; install Metascope there as on this computer.</source>
        <translation>集群的工作进程缺少模块 {name}；请像本机一样在那里安装 Metascope。</translation>
    </message>
    <message>
        <source>The data folder {root} does not exist; choose one that holds {name}.zip, or download Omniglot.</source>
        <translation>数据文件夹 {root} 不存在；请选择含有 {name}.zip 的文件夹，或下载 Omniglot。</translation>
    </message>
    <message>
        <source>The disk refused to work with {place} ({value}).</source>
        <translation>磁盘拒绝处理 {place}（{value}）。</translation>
    </message>
    <message>
        <source>The download of {dataset} was cancelled; it goes on from there when asked again.</source>
        <translation>{dataset} 的下载已取消；再次下载时会接着进行。</translation>
    </message>
    <message>
        <source>The executor must be dask, or the address of a Dask scheduler such as tcp://HOST:PORT; it was {executor}.</source>
        <translation>执行位置应为 dask，或某个 Dask 调度器的地址，例如 tcp://HOST:PORT；现在是 {executor}。</translation>
    </message>
    <message>
        <source>The library {folder} was written by a newer Metascope; this one cannot read it.</source>
        <translation>资料库 {folder} 由更新版本的 Metascope 写成，当前版本无法读取。</translation>
    </message>
    <message>
        <source>The loss is no longer a finite number at outer step {value} with {what} {hyper}; a smaller {name}, such as {value2}, usually helps.</source>
        <translation>在外循环第 {value} 步，损失不再是有限的数，当时{what}为 {hyper}；把 {name} 调小（例如 {value2}）通常有用。</translation>
    </message>
    <message>
        <source>The loss is no longer a finite number at outer step {value}; try another seed or smaller rates.</source>
        <translation>在外循环第 {value} 步，损失不再是有限的数；请换一个种子，或减小学习率。</translation>
    </message>
    <message>
        <source>The published split needs {listed} classes; {place} lacks {missing}, the first {missing2}.</source>
        <translation>论文公布的划分需要 {listed} 个类别；{place} 缺少 {missing} 个，第一个是 {missing2}。</translation>
    </message>
    <message>
        <source>The run has not begun, so there is no learner yet.</source>
        <translation>运行尚未开始，还没有学习器。</translation>
    </message>
    <message>
        <source>The run {run} is in use by another window or command of Metascope; it can go on here when it has ended there.</source>
        <translation>运行 {run} 正被 Metascope 的另一个窗口或命令使用；那边结束后，可以在这里继续。</translation>
    </message>
    <message>
        <source>The run {run} is not held ready, so its data cannot deal a task.</source>
        <translation>运行 {run} 没有处于待命状态，所以不能用它的数据出任务。</translation>
    </message>
    <message>
        <source>The setting {name} of a run must be a {value}.</source>
        <translation>运行的设置 {name} 必须是 {value}。</translation>
    </message>
    <message>
        <source>The transfer of {name} ended after {part} of {size} bytes; try again to go on from there.</source>
        <translation>{name} 的传输在 {size} 字节中的 {part} 字节处中断；再试一次即可继续。</translation>
    </message>
    <message>
        <source>There is no checkpoint {path}.</source>
        <translation>没有检查点 {path}。</translation>
    </message>
    <message>
        <source>There is no file or folder {place}.</source>
        <translation>没有文件或文件夹 {place}。</translation>
    </message>
    <message>
        <source>There is no file {file} for the TLS {what}.</source>
        <translation>找不到 TLS 所需的文件 {file}（{what}）。</translation>
    </message>
    <message>
        <source>There is no file {path}.</source>
        <translation>没有文件 {path}。</translation>
    </message>
    <message>
        <source>There is no permission to write to {place}.</source>
        <translation>没有写入 {place} 的权限。</translation>
    </message>
    <message>
        <source>There is no reading called {name}{name2}</source>
        <translation>没有名为 {name} 的读数{name2}</translation>
    </message>
    <message>
        <source>There is no run called {run} in {folder}{near}</source>
        <translation>{folder} 中没有名为 {run} 的运行{near}</translation>
    </message>
    <message>
        <source>There is no run library in {folder}.</source>
        <translation>{folder} 中没有运行资料库。</translation>
    </message>
    <message>
        <source>There is no space left on the disk for {place}.</source>
        <translation>磁盘空间不足，无法写入 {place}。</translation>
    </message>
    <message>
        <source>There is no {kind} called {name}{name2}</source>
        <translation>没有名为 {name} 的{kind}{name2}</translation>
    </message>
    <message>
        <source>There is no {named}, and it cannot be made there.</source>
        <translation>没有 {named}，也无法在那里建立。</translation>
    </message>
    <message>
        <source>There is not enough memory for this run; make the meta-batch, the queries or the number of filters smaller.</source>
        <translation>内存不足以进行这个运行；请减小元批次、查询样本数或滤波器数。</translation>
    </message>
    <message>
        <source>There is nothing to save yet: {title} shows no curve.</source>
        <translation>还没有可保存的内容：{title}中没有曲线。</translation>
    </message>
    <message>
        <source>This comparison was saved by a newer Metascope; this one cannot read it.</source>
        <translation>这个比较由更新版本的 Metascope 保存，当前版本无法读取。</translation>
    </message>
    <message>
        <source>This file is damaged or is not a comparison saved by Metascope.</source>
        <translation>这个文件已损坏，或不是 Metascope 保存的比较。</translation>
    </message>
    <message>
        <source>This learner tells {way} classes apart and needs examples of each; the task has {present}.</source>
        <translation>这个学习器区分 {way} 个类别，每类都需要样本；这个任务有 {present} 类。</translation>
    </message>
    <message>
        <source>Ways (way) must be at most {count}, the number of {split} classes in {title}; it was {way}.</source>
        <translation>类别数 (way) 最多为 {count}，即{title}{split}部分的类别数；现在是 {way}。</translation>
    </message>
    <message>
        <source>Ways (way) must be at most {ids}, the number of {split} classes in {title}; it was {way}.</source>
        <translation>类别数 (way) 最多为 {ids}，即{title}{split}部分的类别数；现在是 {way}。</translation>
    </message>
    <message>
        <source>Ways (way) must be {ways} here, as in training: {title} has an output for each; they were {way}.</source>
        <translation>类别数（way）在这里必须是训练时的 {ways}：{title} 为每一类各有一个输出；给出的是 {way}。</translation>
    </message>
    <message>
        <source>Width of the two hidden layers</source>
        <translation>两个隐藏层的宽度</translation>
    </message>
    <message>
        <source>Workers on this computer make their own TLS certificates; they take no TLS files.</source>
        <translation>本机的工作进程会自行生成 TLS 证书，不使用 TLS 文件。</translation>
    </message>
    <message>
        <source>a fifth of</source>
        <translation>五分之一</translation>
    </message>
    <message>
        <source>a finished run could not be shown</source>
        <translation>有一个已完成的运行无法显示</translation>
    </message>
    <message>
        <source>a newer Metascope saved it (format {version}), and this one reads formats up to {VERSION}</source>
        <translation>它由更新版本的 Metascope 保存（格式 {version}），当前版本最多读取格式 {VERSION}</translation>
    </message>
    <message>
        <source>a number</source>
        <translation>数</translation>
    </message>
    <message>
        <source>a number of thousands of digits</source>
        <translation>有几千位的数</translation>
    </message>
    <message>
        <source>a quarter of</source>
        <translation>四分之一</translation>
    </message>
    <message>
        <source>a shape per task</source>
        <translation>每个任务一种形状</translation>
    </message>
    <message>
        <source>a task could not be adapted to</source>
        <translation>有一个任务无法适应</translation>
    </message>
    <message>
        <source>a tenth of</source>
        <translation>十分之一</translation>
    </message>
    <message>
        <source>a text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>a third of</source>
        <translation>三分之一</translation>
    </message>
    <message>
        <source>a whole number</source>
        <translation>整数</translation>
    </message>
    <message>
        <source>accuracy, {name} presentation</source>
        <translation>准确率，第 {name} 次出现</translation>
    </message>
    <message>
        <source>an error {size} lower</source>
        <translation>误差低 {size}</translation>
    </message>
    <message>
        <source>at random</source>
        <translation>随机</translation>
    </message>
    <message>
        <source>by files and folders</source>
        <translation>按文件和文件夹</translation>
    </message>
    <message>
        <source>cifar-100-python.tar.gz, cifar-100-binary.tar.gz or the pictures of CIFAR-FS</source>
        <translation>cifar-100-python.tar.gz、cifar-100-binary.tar.gz 或 CIFAR-FS 的图片</translation>
    </message>
    <message>
        <source>class without two pictures or a split</source>
        <translation>个类别不足两张图片或不在划分中</translation>
    </message>
    <message>
        <source>classes without two pictures or a split</source>
        <translation>个类别不足两张图片或不在划分中</translation>
    </message>
    <message>
        <source>conv {i}</source>
        <translation>卷积层 {i}</translation>
    </message>
    <message>
        <source>dataset</source>
        <translation>数据集</translation>
    </message>
    <message>
        <source>does not exist</source>
        <translation>不存在</translation>
    </message>
    <message>
        <source>downloading {name}</source>
        <translation>正在下载 {name}</translation>
    </message>
    <message>
        <source>drawing glyphs</source>
        <translation>正在绘制字形</translation>
    </message>
    <message>
        <source>each class</source>
        <translation>每一类</translation>
    </message>
    <message>
        <source>filters</source>
        <translation>滤波器数</translation>
    </message>
    <message>
        <source>first order</source>
        <translation>一阶近似</translation>
    </message>
    <message>
        <source>first, last, points</source>
        <translation>起点、终点、点数</translation>
    </message>
    <message>
        <source>folder of the system</source>
        <translation>系统的文件夹</translation>
    </message>
    <message>
        <source>half</source>
        <translation>一半</translation>
    </message>
    <message>
        <source>in a time that is not known</source>
        <translation>用时未知</translation>
    </message>
    <message>
        <source>in the same time</source>
        <translation>用时相同</translation>
    </message>
    <message>
        <source>in {ratio} times the time</source>
        <translation>用时为其 {ratio} 倍</translation>
    </message>
    <message>
        <source>in {value} % of the time</source>
        <translation>用时为其 {value} %</translation>
    </message>
    <message>
        <source>in {word} the time</source>
        <translation>用时为其{word}</translation>
    </message>
    <message>
        <source>inner rate</source>
        <translation>内循环学习率</translation>
    </message>
    <message>
        <source>is not a folder or a zip archive</source>
        <translation>不是文件夹或 zip 压缩包</translation>
    </message>
    <message>
        <source>it asks for the operation {name}</source>
        <translation>它要求操作 {name}</translation>
    </message>
    <message>
        <source>it asks for {module}.{name}</source>
        <translation>它要求 {module}.{name}</translation>
    </message>
    <message>
        <source>it does not say where it stands</source>
        <translation>其中没有说明进行到哪里</translation>
    </message>
    <message>
        <source>it has a setting that this Metascope does not know ({unknown})</source>
        <translation>其中有当前版本不认识的设置（{unknown}）</translation>
    </message>
    <message>
        <source>it has no settings</source>
        <translation>其中没有设置</translation>
    </message>
    <message>
        <source>it holds two files of the same name</source>
        <translation>其中有两个同名文件</translation>
    </message>
    <message>
        <source>it holds {name}, which does not belong into such a file</source>
        <translation>其中的 {name} 不属于这种文件</translation>
    </message>
    <message>
        <source>it would unpack to more than {value} GB</source>
        <translation>解压后会超过 {value} GB</translation>
    </message>
    <message>
        <source>its checkpoint holds numbers of a kind that Metascope does not write</source>
        <translation>其检查点含有 Metascope 不会写入的数值类型</translation>
    </message>
    <message>
        <source>its checkpoint is damaged</source>
        <translation>其检查点已损坏</translation>
    </message>
    <message>
        <source>its checkpoint is none of Metascope</source>
        <translation>其检查点不是 Metascope 的</translation>
    </message>
    <message>
        <source>its checkpoint is of outer step {step}, the run stands at step {step2}</source>
        <translation>其检查点属于外循环第 {step} 步，而运行停在第 {step2} 步</translation>
    </message>
    <message>
        <source>its checkpoint is one of {algorithm} on {dataset}, the run one of {algorithm2} on {dataset2}</source>
        <translation>其检查点属于 {dataset} 上的 {algorithm}，运行却是 {dataset2} 上的 {algorithm2}</translation>
    </message>
    <message>
        <source>its comparison is damaged</source>
        <translation>其中的比较已损坏</translation>
    </message>
    <message>
        <source>its comparison is refused: {rstrip}</source>
        <translation>其中的比较被拒绝：{rstrip}</translation>
    </message>
    <message>
        <source>its numbers have no such heading as Metascope writes</source>
        <translation>其数据的表头不是 Metascope 写的</translation>
    </message>
    <message>
        <source>its numbers have rows of different lengths</source>
        <translation>其数据各行长度不同</translation>
    </message>
    <message>
        <source>its settings are none that Metascope writes</source>
        <translation>其设置不是 Metascope 写的</translation>
    </message>
    <message>
        <source>its state or its mark is none that Metascope writes</source>
        <translation>其状态或标记不是 Metascope 写的</translation>
    </message>
    <message>
        <source>its {name} is no text of at most {most} letters</source>
        <translation>其 {name} 不是最多 {most} 个字符的文本</translation>
    </message>
    <message>
        <source>layer {i}</source>
        <translation>第 {i} 层</translation>
    </message>
    <message>
        <source>list of names and values</source>
        <translation>名称和值的列表</translation>
    </message>
    <message>
        <source>listing pictures</source>
        <translation>正在列出图片</translation>
    </message>
    <message>
        <source>no reason given</source>
        <translation>没有说明原因</translation>
    </message>
    <message>
        <source>one of its evaluations is none that Metascope writes</source>
        <translation>其中一个评估不是 Metascope 写的</translation>
    </message>
    <message>
        <source>one of its settings is no value</source>
        <translation>其中一个设置不是有效的值</translation>
    </message>
    <message>
        <source>one of these: {join}</source>
        <translation>以下之一：{join}</translation>
    </message>
    <message>
        <source>outer rate</source>
        <translation>外循环学习率</translation>
    </message>
    <message>
        <source>picture in no class&apos;s folder</source>
        <translation>张图片不在任何类别的文件夹中</translation>
    </message>
    <message>
        <source>pictures in no class&apos;s folder</source>
        <translation>张图片不在任何类别的文件夹中</translation>
    </message>
    <message>
        <source>queries</source>
        <translation>查询样本</translation>
    </message>
    <message>
        <source>reading Omniglot</source>
        <translation>正在读取 Omniglot</translation>
    </message>
    <message>
        <source>reading pictures</source>
        <translation>正在读取图片</translation>
    </message>
    <message>
        <source>reading {name}</source>
        <translation>正在读取 {name}</translation>
    </message>
    <message>
        <source>rotations: {rotations}</source>
        <translation>旋转：{rotations}</translation>
    </message>
    <message>
        <source>seeds</source>
        <translation>种子数</translation>
    </message>
    <message>
        <source>shots</source>
        <translation>样本数 (shot)</translation>
    </message>
    <message>
        <source>shots (shot)</source>
        <translation>样本数 (shot)</translation>
    </message>
    <message>
        <source>slow work</source>
        <translation>耗时的工作</translation>
    </message>
    <message>
        <source>start</source>
        <translation>起点</translation>
    </message>
    <message>
        <source>tasks seen</source>
        <translation>已见任务数</translation>
    </message>
    <message>
        <source>test accuracy, %</source>
        <translation>测试准确率，%</translation>
    </message>
    <message>
        <source>test episode {adapted}</source>
        <translation>测试任务 {adapted}</translation>
    </message>
    <message>
        <source>the checkpoint {path}</source>
        <translation>检查点 {path}</translation>
    </message>
    <message>
        <source>the connection timed out</source>
        <translation>连接超时</translation>
    </message>
    <message>
        <source>the library {folder}</source>
        <translation>资料库 {folder}</translation>
    </message>
    <message>
        <source>the optimiser&apos;s state has another shape than its parameter</source>
        <translation>优化器的状态与它的参数形状不同</translation>
    </message>
    <message>
        <source>the pictures of miniImageNet</source>
        <translation>miniImageNet 的图片</translation>
    </message>
    <message>
        <source>the row after step {before} of its numbers is out of order</source>
        <translation>其数据中第 {before} 步之后的一行顺序有误</translation>
    </message>
    <message>
        <source>the run library</source>
        <translation>运行资料库</translation>
    </message>
    <message>
        <source>the run {lacking} of its comparison is not in it</source>
        <translation>其中缺少比较所含的运行 {lacking}</translation>
    </message>
    <message>
        <source>the run {run} in it is damaged</source>
        <translation>其中的运行 {run} 已损坏</translation>
    </message>
    <message>
        <source>the run {run} in it is refused: {rstrip}</source>
        <translation>其中的运行 {run} 被拒绝：{rstrip}</translation>
    </message>
    <message>
        <source>the server answered {code} {reason}</source>
        <translation>服务器返回 {code} {reason}</translation>
    </message>
    <message>
        <source>the smallest class ({class_name})</source>
        <translation>最小的一类（{class_name}）</translation>
    </message>
    <message>
        <source>the {what} of an evaluation are no list of numbers</source>
        <translation>一个评估的 {what} 不是数的列表</translation>
    </message>
    <message>
        <source>there is no run in it</source>
        <translation>其中没有运行</translation>
    </message>
    <message>
        <source>train takes an algorithm and a dataset, or a run to resume.</source>
        <translation>训练需要一个算法和一个数据集，或一个要继续的运行。</translation>
    </message>
    <message>
        <source>train/{name}</source>
        <translation>train/{name}</translation>
    </message>
    <message>
        <source>true or false</source>
        <translation>true 或 false</translation>
    </message>
    <message>
        <source>two of its keys are the same text, such as 1 and &apos;1&apos;</source>
        <translation>它有两个键是相同的文本，例如 1 与 &apos;1&apos;</translation>
    </message>
    <message>
        <source>unreadable picture</source>
        <translation>张图片无法读取</translation>
    </message>
    <message>
        <source>unreadable pictures</source>
        <translation>张图片无法读取</translation>
    </message>
    <message>
        <source>ways</source>
        <translation>类别数</translation>
    </message>
    <message>
        <source>ways (way)</source>
        <translation>类别数 (way)</translation>
    </message>
    <message>
        <source>window watch</source>
        <translation>窗口监视</translation>
    </message>
    <message>
        <source>your pictures, a folder for each class</source>
        <translation>你的图片（每个类别一个文件夹）</translation>
    </message>
    <message>
        <source>{error} (on {node})</source>
        <translation>{error}（在 {node} 上）</translation>
    </message>
    <message>
        <source>{label} ({name}) cannot change while a run is under way; it takes effect in the next run.</source>
        <translation>{label} ({name}) 在运行进行时不能更改；它从下一个运行起生效。</translation>
    </message>
    <message>
        <source>{label} ({name}) must be {range_text}; it was {value}.</source>
        <translation>{label} ({name}) 必须是{range_text}；现在是 {value}。</translation>
    </message>
    <message>
        <source>{low} pictures each</source>
        <translation>每类 {low} 张</translation>
    </message>
    <message>
        <source>{low} to {high} pictures each</source>
        <translation>每类 {low} 至 {high} 张</translation>
    </message>
    <message>
        <source>{name} and {name2} were not tested on the same tasks, so they cannot be compared.</source>
        <translation>{name} 与 {name2} 不是在相同的任务上测试的，因此无法比较。</translation>
    </message>
    <message>
        <source>{name} cannot be opened: {why}.</source>
        <translation>无法打开 {name}：{why}。</translation>
    </message>
    <message>
        <source>{name} could not be fetched from {base}: {error}.</source>
        <translation>无法从 {base} 获取 {name}：{error}。</translation>
    </message>
    <message>
        <source>{name} from {base} is not the published file: its sha256 differs; nothing was kept.</source>
        <translation>来自 {base} 的 {name} 不是公布的文件：sha256 不符；没有保留任何内容。</translation>
    </message>
    <message>
        <source>{name} in it is a link or no ordinary file</source>
        <translation>其中的 {name} 是链接或不是普通文件</translation>
    </message>
    <message>
        <source>{name} in it is larger than {value} MB</source>
        <translation>其中的 {name} 大于 {value} MB</translation>
    </message>
    <message>
        <source>{name} in {source} is not a readable picture.</source>
        <translation>{source} 中的 {name} 不是可以读取的图片。</translation>
    </message>
    <message>
        <source>{name} is damaged, or is not a file saved by Metascope.</source>
        <translation>{name} 已损坏，或不是 Metascope 保存的文件。</translation>
    </message>
    <message>
        <source>{name} needs {needed} more bytes in {folder}, where {free} are free.</source>
        <translation>{name} 还需要 {folder} 中 {needed} 字节的空间，现有 {free} 字节可用。</translation>
    </message>
    <message>
        <source>{name}, line {value}: each line of {FENCE} needs a second one that ends its block; this one has none.</source>
        <translation>{name} 第 {value} 行：每个 {FENCE} 行都需要另一行来结束这一块；这一行没有。</translation>
    </message>
    <message>
        <source>{name}, line {value}: text belongs to a page, and a page begins with a block between lines of {FENCE}.</source>
        <translation>{name} 第 {value} 行：文字属于某一页，而一页以两行 {FENCE} 之间的块开始。</translation>
    </message>
    <message>
        <source>{name}: a story begins with a line of {FENCE}, what the story is in TOML, and another line of {FENCE}.</source>
        <translation>{name}：故事以一行 {FENCE}、用 TOML 写的说明和另一行 {FENCE} 开始。</translation>
    </message>
    <message>
        <source>{name}: a story has 1 to {MOST_PAGES} pages; this one has {count}.</source>
        <translation>{name}：故事有 1 到 {MOST_PAGES} 页；这一个有 {count} 页。</translation>
    </message>
    <message>
        <source>{name}: a story is text in UTF-8; byte {value} is {object}.</source>
        <translation>{name}：故事是 UTF-8 文本；第 {value} 字节是 {object}。</translation>
    </message>
    <message>
        <source>{note} The run had ended before its first checkpoint, so it begins again.</source>
        <translation>{note}这个运行在第一个检查点之前就已结束，因此从头开始。</translation>
    </message>
    <message>
        <source>{owner} has no setting named {name}{name2}</source>
        <translation>{owner}没有名为 {name} 的设置{name2}</translation>
    </message>
    <message>
        <source>{path} cannot be read: {value}.</source>
        <translation>无法读取 {path}：{value}。</translation>
    </message>
    <message>
        <source>{path} could not be written: {value}.</source>
        <translation>无法写入 {path}：{value}。</translation>
    </message>
    <message>
        <source>{path} has {labels} classes of at least two pictures; training, validation and test need two each, so six in all.</source>
        <translation>{path} 中至少有两张图片的类别有 {labels} 个；训练、验证和测试各需要两个，共六个。</translation>
    </message>
    <message>
        <source>{path} has {usable} classes of at least two pictures, {members} of them for {split}; each of {join} and {SPLITS} needs two.</source>
        <translation>{path} 中至少有两张图片的类别有 {usable} 个，其中用于{split}的有 {members} 个；{join}和{SPLITS}各需要两个。</translation>
    </message>
    <message>
        <source>{path} holds no pictures of classes: it needs a folder for each class, with {KINDS} files in it.</source>
        <translation>{path} 中没有分类别的图片：需要每个类别一个文件夹，其中放 {KINDS} 文件。</translation>
    </message>
    <message>
        <source>{path} is encrypted; unpack it and choose the folder.</source>
        <translation>{path} 已加密；请解压后选择文件夹。</translation>
    </message>
    <message>
        <source>{path} is not CIFAR-100, or damaged ({error}); fetch it again.</source>
        <translation>{path} 不是 CIFAR-100，或已损坏（{error}）；请重新获取。</translation>
    </message>
    <message>
        <source>{path} is not CIFAR-100: it holds no {args}.</source>
        <translation>{path} 不是 CIFAR-100：其中没有 {args}。</translation>
    </message>
    <message>
        <source>{path} is not CIFAR-100: its labels go beyond its {names} class names.</source>
        <translation>{path} 不是 CIFAR-100：它的标签超出了 {names} 个类别名。</translation>
    </message>
    <message>
        <source>{path} is not a checkpoint of Metascope.</source>
        <translation>{path} 不是 Metascope 的检查点。</translation>
    </message>
    <message>
        <source>{path} is not a whole zip archive ({error}).</source>
        <translation>{path} 不是完整的 zip 压缩包（{error}）。</translation>
    </message>
    <message>
        <source>{path} is refused: {name} is larger than CIFAR-100.</source>
        <translation>拒绝打开 {path}：{name} 比 CIFAR-100 还大。</translation>
    </message>
    <message>
        <source>{path} is refused: {name} would unpack to {size} bytes, more than CIFAR-100.</source>
        <translation>拒绝打开 {path}：{name} 解压后有 {size} 字节，超过 CIFAR-100。</translation>
    </message>
    <message>
        <source>{place} is damaged or is not a run library of Metascope.</source>
        <translation>{place} 已损坏，或不是 Metascope 的运行资料库。</translation>
    </message>
    <message>
        <source>{place} is in use by another program and did not become free.</source>
        <translation>{place} 正被另一个程序占用，一直没有释放。</translation>
    </message>
    <message>
        <source>{root} {what}; choose a folder that holds {title}.</source>
        <translation>{root} {what}；请选择含有{title}的文件夹。</translation>
    </message>
    <message>
        <source>{run} and {run2} cannot be told apart by these episodes (p {p}).</source>
        <translation>根据这些任务，{run} 与 {run2} 分不出高下（p {p}）。</translation>
    </message>
    <message>
        <source>{run} is better than {run2} by {by} (p {p}).</source>
        <translation>{run} 优于 {run2}：{by}（p {p}）。</translation>
    </message>
    <message>
        <source>{sentence} (on {node})</source>
        <translation>{sentence}（在 {node} 上）</translation>
    </message>
    <message>
        <source>{sizes} classes for train/validation/test</source>
        <translation>训练/验证/测试类别数 {sizes}</translation>
    </message>
    <message>
        <source>{size} points</source>
        <translation>{size} 个百分点</translation>
    </message>
    <message>
        <source>{source} cannot be read: {value}.</source>
        <translation>无法读取 {source}：{value}。</translation>
    </message>
    <message>
        <source>{source} is not Omniglot: it holds no Alphabet/characterNN/*.png.</source>
        <translation>{source} 不是 Omniglot：其中没有 Alphabet/characterNN/*.png。</translation>
    </message>
    <message>
        <source>{source} is not a whole zip archive ({error}); fetch it again.</source>
        <translation>{source} 不是完整的 zip 压缩包（{error}）；请重新获取。</translation>
    </message>
    <message>
        <source>{source} is refused: it holds far more drawings than Omniglot.</source>
        <translation>拒绝打开 {source}：其中的手写图远多于 Omniglot。</translation>
    </message>
    <message>
        <source>{target} could not be written: {value}.</source>
        <translation>无法写入 {target}：{value}。</translation>
    </message>
    <message>
        <source>{title} first learns to tell a fixed set of classes apart; {title2} draws new ones in every task.</source>
        <translation>{title}要先学会区分一组固定的类别；{title2}的每个任务都抽取新的类别。</translation>
    </message>
    <message>
        <source>{title} has no setting named {name}{name2}</source>
        <translation>{title}没有名为 {name} 的设置{name2}</translation>
    </message>
    <message>
        <source>{title} needs no download.</source>
        <translation>{title}不需要下载。</translation>
    </message>
    <message>
        <source>{title} offers no compiled outer step; it runs as it is.</source>
        <translation>{title}没有编译的外循环步；按原样运行。</translation>
    </message>
    <message>
        <source>{title} on {title2} has no setting named {name}{name2}</source>
        <translation>{title2}上的{title}没有名为 {name} 的设置{name2}</translation>
    </message>
    <message>
        <source>{title} solves {join} tasks; {title2} is a {task} dataset.</source>
        <translation>{title}解决 {join} 任务；{title2}是 {task} 数据集。</translation>
    </message>
    <message>
        <source>{title} takes {join}; {title2} is made of {inputs}.</source>
        <translation>{title}接受 {join}；{title2}由 {inputs} 组成。</translation>
    </message>
    <message>
        <source>{title} was trained to tell {way} classes apart; give it a task of {way}, not {way2}.</source>
        <translation>{title}训练时区分 {way} 个类别；请给它 {way} 类的任务，而不是 {way2} 类。</translation>
    </message>
    <message>
        <source>{what} ({values})</source>
        <translation>{what} ({values})</translation>
    </message>
    <message>
        <source>{what} from {low} to {high}</source>
        <translation>{what}，从 {low} 到 {high}</translation>
    </message>
    <message>
        <source>{what} must be a number from {low} to {high}; it was {value}</source>
        <translation>{what} 必须是 {low} 到 {high} 的数；现在是 {value}</translation>
    </message>
    <message>
        <source>{where}, line {line}: this is not TOML: {lower}{what}.</source>
        <translation>{where} 第 {line} 行：这不是 TOML：{lower}{what}。</translation>
    </message>
    <message>
        <source>{where}, runs.{key}: a run is a table of settings; it was {values}.</source>
        <translation>{where}，runs.{key}：运行是一张设置表；现在是 {values}。</translation>
    </message>
    <message>
        <source>{where}, runs.{key}: example must be true or false; it was {example}.</source>
        <translation>{where}，runs.{key}：example 必须是 true 或 false；现在是 {example}。</translation>
    </message>
    <message>
        <source>{where}: ask has no {key}{key2}</source>
        <translation>{where}：ask 没有 {key}{key2}</translation>
    </message>
    <message>
        <source>{where}: ask must be a table like [ask]; it was {values}.</source>
        <translation>{where}：ask 必须是 [ask] 这样的表；现在是 {values}。</translation>
    </message>
    <message>
        <source>{where}: ask.right must be a whole number from 1 to the number of choices ({choices}); it was {right}.</source>
        <translation>{where}：ask.right 必须是从 1 到选项数（{choices}）的整数；现在是 {right}。</translation>
    </message>
    <message>
        <source>{where}: ask.{key} must be a text; it was {get}.</source>
        <translation>{where}：ask.{key} 必须是文本；现在是 {get}。</translation>
    </message>
    <message>
        <source>{where}: kind must be {KIND}; it was {get}.</source>
        <translation>{where}：kind 必须是 {KIND}；现在是 {get}。</translation>
    </message>
    <message>
        <source>{where}: runs must be tables like [runs.maml]; it was {runs}.</source>
        <translation>{where}：runs 必须是 [runs.maml] 这样的表；现在是 {runs}。</translation>
    </message>
    <message>
        <source>{where}: the story has no run named {name}{name2}</source>
        <translation>{where}：故事中没有名为 {name} 的运行{name2}</translation>
    </message>
    <message>
        <source>{where}: there is no {key}{key2}</source>
        <translation>{where}：没有 {key}{key2}</translation>
    </message>
    <message>
        <source>{where}: this story was written for a newer Metascope (version {version}; this one reads {VERSION}).</source>
        <translation>{where}：这个故事是为更新版本的 Metascope 写的（版本 {version}；当前读取 {VERSION}）。</translation>
    </message>
    <message>
        <source>{where}: title must be a text; it was {get}.</source>
        <translation>{where}：title 必须是文本；现在是 {get}。</translation>
    </message>
    <message>
        <source>{where}: title must be a text; it was {title}.</source>
        <translation>{where}：title 必须是文本；现在是 {title}。</translation>
    </message>
    <message>
        <source>{where}: version must be a whole number from 1; it was {version}.</source>
        <translation>{where}：version 必须是从 1 起的整数；现在是 {version}。</translation>
    </message>
    <message>
        <source>{where}: {error}</source>
        <translation>{where}：{error}</translation>
    </message>
    <message>
        <source>{where}: {key} must be a list of texts; it was {found}.</source>
        <translation>{where}：{key} 必须是文本列表；现在是 {found}。</translation>
    </message>
    <message>
        <source>16-bit brightness {low} to {high} scaled to 0 to 255</source>
        <translation>16 位亮度 {low} 到 {high} 缩放为 0 到 255</translation>
    </message>
    <message>
        <source>AES encryption</source>
        <translation>AES 加密</translation>
    </message>
    <message>
        <source>first frames of {animated} animated pictures</source>
        <translation>{animated} 张动画图片只取第一帧</translation>
    </message>
    <message>
        <source>Omniglot must have {DRAWINGS} drawings of each character; {name} has {entries}.</source>
        <translation>Omniglot 每个字符必须有 {DRAWINGS} 张手写图；{name} 有 {entries} 张。</translation>
    </message>
    <message>
        <source>The folder {root} does not hold Omniglot: neither {name}.zip nor a folder {name} is in it, in a folder omniglot or omniglot-py, or in the folder python of the official repository.</source>
        <translation>文件夹 {root} 中没有 Omniglot：它本身、其中的 omniglot 或 omniglot-py 文件夹，以及官方仓库的 python 文件夹里，都没有 {name}.zip 或文件夹 {name}。</translation>
    </message>
    <message>
        <source>The folder {root} does not hold {name}.zip or a folder {name}; unpack {packed} there first.</source>
        <translation>文件夹 {root} 中没有 {name}.zip 或文件夹 {name}；请先在那里解压 {packed}。</translation>
    </message>
    <message>
        <source>The published split needs {published} classes; {where} lacks {missing}, the first {missing2}.</source>
        <translation>论文公布的划分需要 {published} 个类别；{where} 缺少 {missing} 个，第一个是 {missing2}。</translation>
    </message>
    <message>
        <source>Windows metadata</source>
        <translation>Windows 的附加文件</translation>
    </message>
    <message>
        <source>a {name} in place of a name</source>
        <translation>该是名称的地方是 {name}</translation>
    </message>
    <message>
        <source>an archive</source>
        <translation>一个压缩包</translation>
    </message>
    <message>
        <source>an unknown method</source>
        <translation>未知的方法</translation>
    </message>
    <message>
        <source>hidden file</source>
        <translation>隐藏文件</translation>
    </message>
    <message>
        <source>is not a readable picture</source>
        <translation>不是可以读取的图片</translation>
    </message>
    <message>
        <source>is too large</source>
        <translation>太大</translation>
    </message>
    <message>
        <source>it asks for something outside the file</source>
        <translation>它要求文件之外的内容</translation>
    </message>
    <message>
        <source>it asks for {count} bytes where {left} are left</source>
        <translation>它要求 {count} 字节，而只剩 {left} 字节</translation>
    </message>
    <message>
        <source>it calls what makes no array</source>
        <translation>它调用的东西不能生成数组</translation>
    </message>
    <message>
        <source>it encodes text as {encoding}</source>
        <translation>它把文本编码为 {encoding}</translation>
    </message>
    <message>
        <source>it ends too early</source>
        <translation>它过早结束</translation>
    </message>
    <message>
        <source>it has a key without a value</source>
        <translation>它有一个没有值的键</translation>
    </message>
    <message>
        <source>it has a {lower} in place of a {lower2}</source>
        <translation>它在该是 {lower2} 的地方是 {lower}</translation>
    </message>
    <message>
        <source>it has a {name} for a key, where only text and numbers are read</source>
        <translation>它的一个键是 {name}，而键只能是文本或数字</translation>
    </message>
    <message>
        <source>it has more than {MOST_OPERATIONS} operations</source>
        <translation>它的操作超过 {MOST_OPERATIONS} 个</translation>
    </message>
    <message>
        <source>it has {pictures} pictures and {count} labels</source>
        <translation>它有 {pictures} 张图片和 {count} 个标签</translation>
    </message>
    <message>
        <source>it holds a {lower}, not a dictionary</source>
        <translation>它里面是 {lower}，不是字典</translation>
    </message>
    <message>
        <source>it holds an array of a {lower}</source>
        <translation>它有一个由 {lower} 组成的数组</translation>
    </message>
    <message>
        <source>it holds an array of the shape {sides}</source>
        <translation>它有一个形状为 {sides} 的数组</translation>
    </message>
    <message>
        <source>it holds an array of the shape {sides} in {raw} bytes</source>
        <translation>它有一个形状为 {sides}、却只有 {raw} 字节的数组</translation>
    </message>
    <message>
        <source>it holds an array of {code}, not of numbers or texts</source>
        <translation>它有一个由 {code} 组成的数组，不是数字或文本</translation>
    </message>
    <message>
        <source>it holds an array without numbers</source>
        <translation>它有一个没有数字的数组</translation>
    </message>
    <message>
        <source>it is no pickle (byte {code})</source>
        <translation>它不是 pickle（字节 {code}）</translation>
    </message>
    <message>
        <source>it sets the state of a {name}</source>
        <translation>它设置 {name} 的状态</translation>
    </message>
    <message>
        <source>its classes together are too large</source>
        <translation>它的各类别合起来太大</translation>
    </message>
    <message>
        <source>its lists are nested more than {DEEPEST} deep</source>
        <translation>它的列表嵌套超过 {DEEPEST} 层</translation>
    </message>
    <message>
        <source>its pictures are not arrays of bytes</source>
        <translation>它的图片不是字节数组</translation>
    </message>
    <message>
        <source>its pictures are {value}, not arrays of bytes</source>
        <translation>它的图片是 {value}，不是字节数组</translation>
    </message>
    <message>
        <source>its pictures have the shape {shape}, not {value}</source>
        <translation>它的图片形状是 {shape}，不是 {value}</translation>
    </message>
    <message>
        <source>its pictures together are too large</source>
        <translation>它的图片合起来太大</translation>
    </message>
    <message>
        <source>macOS metadata</source>
        <translation>macOS 的附加文件</translation>
    </message>
    <message>
        <source>measuring pictures</source>
        <translation>正在测量图片</translation>
    </message>
    <message>
        <source>no list of</source>
        <translation>没有一列</translation>
    </message>
    <message>
        <source>opacity taken as the drawing</source>
        <translation>以不透明度作为图形</translation>
    </message>
    <message>
        <source>reading {title}</source>
        <translation>正在读取 {title}</translation>
    </message>
    <message>
        <source>the rows of the class {label}</source>
        <translation>类别 {label} 的行号</translation>
    </message>
    <message>
        <source>transparent ground shown as black</source>
        <translation>透明背景显示为黑色</translation>
    </message>
    <message>
        <source>two of its classes have one name</source>
        <translation>它有两个类别同名</translation>
    </message>
    <message>
        <source>unsupported file</source>
        <translation>不支持的文件</translation>
    </message>
    <message>
        <source>unsupported suffix {suffix}</source>
        <translation>不支持的后缀 {suffix}</translation>
    </message>
    <message>
        <source>{empty} empty pictures (of one brightness all over)</source>
        <translation>{empty} 张空白图片（亮度处处相同）</translation>
    </message>
    <message>
        <source>{line}, {values} files left out ({reasons})</source>
        <translation>{line}，略去 {values} 个文件（{reasons}）</translation>
    </message>
    <message>
        <source>{name} in {value}</source>
        <translation>{value} 中的 {name}</translation>
    </message>
    <message>
        <source>{name} of {title} shares the class {shared} with another split.</source>
        <translation>{title} 的 {name} 与另一个划分共有类别 {shared}。</translation>
    </message>
    <message>
        <source>{outside} pictures of no class left out</source>
        <translation>略去 {outside} 张不属于任何类别的图片</translation>
    </message>
    <message>
        <source>{path} does not hold miniImageNet: no folder or picture is named after a class such as n01532829, and there are no pickles for train, val and test.</source>
        <translation>{path} 中没有 miniImageNet：没有以 n01532829 之类的类别命名的文件夹或图片，也没有 train、val 和 test 的 pickle 文件。</translation>
    </message>
    <message>
        <source>{path} is refused: it has {infos} members; at most {members} are read.</source>
        <translation>拒绝打开 {path}：它有 {infos} 个成员；最多读取 {members} 个。</translation>
    </message>
    <message>
        <source>{path} is refused: its member {names} overlaps another one.</source>
        <translation>拒绝打开 {path}：它的成员 {names} 与另一个成员重叠。</translation>
    </message>
    <message>
        <source>{path} is refused: its member {name} points outside the archive.</source>
        <translation>拒绝打开 {path}：它的成员 {name} 指向压缩包之外。</translation>
    </message>
    <message>
        <source>{path} is refused: {name} is packed with {method} (method {compress_type}), and only stored and deflated members are read; unpack it and choose the folder.</source>
        <translation>拒绝打开 {path}：{name} 以 {method}（方法 {compress_type}）压缩，而只能读取存储和 Deflate 的成员；请解压后选择文件夹。</translation>
    </message>
    <message>
        <source>{path} is refused: {name} would unpack to far more than pictures do.</source>
        <translation>拒绝打开 {path}：{name} 解压后远大于正常的图片。</translation>
    </message>
    <message>
        <source>{path} is refused: {name} would unpack to {count} bytes, not a drawing&apos;s size.</source>
        <translation>拒绝打开 {path}：{name} 解压后有 {count} 字节，不像一张手写图的大小。</translation>
    </message>
    <message>
        <source>{place} holds {name} of {title}, but no such file for {join}.</source>
        <translation>{place} 中有 {title} 的 {name}，但没有 {join} 的同类文件。</translation>
    </message>
    <message>
        <source>{root} does not hold CIFAR-FS: neither cifar-100-python.tar.gz, cifar-100-binary.tar.gz, pickles for train, val and test, nor a folder for each class.</source>
        <translation>{root} 中没有 CIFAR-FS：既没有 cifar-100-python.tar.gz、cifar-100-binary.tar.gz，也没有 train、val 和 test 的 pickle 文件，也没有每个类别一个的文件夹。</translation>
    </message>
    <message>
        <source>{small} classes of {title} in {where} have fewer than two pictures, the first {one}.</source>
        <translation>{where} 中 {title} 有 {small} 个类别不足两张图片，第一个是 {one}。</translation>
    </message>
    <message>
        <source>{too_large} of the unreadable pictures too large</source>
        <translation>无法读取的图片中有 {too_large} 张太大</translation>
    </message>
    <message>
        <source>{value} {unit}; at most {most} are read</source>
        <translation>{value} {unit}；最多读取 {most}</translation>
    </message>
    <message>
        <source>{what} are not whole numbers</source>
        <translation>{what} 不是整数</translation>
    </message>
    <message>
        <source>{where} cannot be read: {value}.</source>
        <translation>无法读取 {where}：{value}。</translation>
    </message>
    <message>
        <source>{where} holds the class {name} for {split}, and the published split has it for {get}; are the files named after the right splits?</source>
        <translation>{where} 把类别 {name} 用于 {split}，而论文公布的划分把它用于 {get}；各文件是否以正确的划分命名？</translation>
    </message>
    <message>
        <source>{where} holds {there} classes for train/validation/test, and {title} has {needed}.</source>
        <translation>{where} 的训练/验证/测试类别数是 {there}，而 {title} 是 {needed}。</translation>
    </message>
    <message>
        <source>{where} is no pickle of pictures that can be read: {error}.</source>
        <translation>{where} 不是可以读取的图片 pickle：{error}。</translation>
    </message>
    <message>
        <source>{where} is not in a form of {title} that is read: {error}; it holds {value}.</source>
        <translation>{where} 不是可以读取的 {title} 格式：{error}；它里面有 {value}。</translation>
    </message>
    <message>
        <source>{where} is refused: it has {size} bytes; at most {LARGEST} are read.</source>
        <translation>拒绝打开 {where}：它有 {size} 字节；最多读取 {LARGEST} 字节。</translation>
    </message>
    <message>
        <source>Classes left out of validation and test, since {run} was trained on them: {taken} ({taken2}).</source>
        <translation>以下类别不用于验证和测试，因为 {run} 用它们训练过：{taken} 个（{taken2}）。</translation>
    </message>
    <message>
        <source>Classes that are in another part today stay where this run had them: {moved} ({moved2}).</source>
        <translation>现在属于另一部分的类别仍按这个运行原来的划分：{moved} 个（{moved2}）。</translation>
    </message>
    <message>
        <source>Classes that this run has never met are left out: {later} ({later2}).</source>
        <translation>这个运行从未见过的类别已略去：{later} 个（{later2}）。</translation>
    </message>
    <message>
        <source>Classes with more or fewer pictures than when this run began: {pictures} ({pictures2}).</source>
        <translation>图片数量与这个运行开始时不同的类别：{pictures} 个（{pictures2}）。</translation>
    </message>
    <message>
        <source>My pictures ({name}), split {rule}; {counted}</source>
        <translation>我的图片 ({name})，划分：{rule}；{counted}</translation>
    </message>
    <message>
        <source>Of the {count} {WORDS} classes of this run {missing} cannot be found ({missing2}).</source>
        <translation>这个运行的 {count} 个{WORDS}类别中有 {missing} 个找不到（{missing2}）。</translation>
    </message>
    <message>
        <source>Runs compared must be tested on the same classes in one order; those of {first} and {run} differ.</source>
        <translation>相互比较的运行必须以相同的顺序在相同的类别上测试；{first} 与 {run} 的类别顺序不同。</translation>
    </message>
    <message>
        <source>Runs compared must be tested on the same classes: {value} is a test class of {here} and {what} of {other}; train one of them again.</source>
        <translation>相互比较的运行必须在相同的类别上测试：{value} 是 {here} 的测试类别，在 {other} 中则是{what}；请重新训练其中一个。</translation>
    </message>
    <message>
        <source>The run cannot go on with other training classes than it began with. {split_note}</source>
        <translation>运行必须用开始时的训练类别才能继续。{split_note}</translation>
    </message>
    <message>
        <source>The table {name} in {path} cannot be read ({error}).</source>
        <translation>{path} 中的表格 {name} 无法读取（{error}）。</translation>
    </message>
    <message>
        <source>The table {name} in {path} lists classes of several parts, but is named after one.</source>
        <translation>{path} 中的表格 {name} 列出了多个部分的类别，名称却只表示其中一个部分。</translation>
    </message>
    <message>
        <source>The table {name} in {path} {error}.</source>
        <translation>{path} 中的表格 {name} {error}。</translation>
    </message>
    <message>
        <source>The tables of {path} list the class {value}, as which several folders are named.</source>
        <translation>{path} 的表格列出了类别 {value}，而有多个文件夹叫这个名字。</translation>
    </message>
    <message>
        <source>The tables of {path} list {name} twice, as {one} and as {other}; keep one of the rows.</source>
        <translation>{path} 的表格把 {name} 列了两次，分别作为 {one} 和 {other}；请只保留其中一行。</translation>
    </message>
    <message>
        <source>This run comes from a version that did not keep the classes it was trained on, so they are split anew.</source>
        <translation>这个运行来自较早的版本，没有保存训练时的类别，因此类别已重新划分。</translation>
    </message>
    <message>
        <source>a {WORDS} class</source>
        <translation>{WORDS}类别</translation>
    </message>
    <message>
        <source>classes are the {level} of {depth} levels of folders</source>
        <translation>类别取 {depth} 层文件夹中的{level}</translation>
    </message>
    <message>
        <source>fits several files; write its folder before it</source>
        <translation>与多个文件相符；请在前面写上它的文件夹</translation>
    </message>
    <message>
        <source>folders</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>in folders of other datasets</source>
        <translation>位于其他数据集的文件夹中</translation>
    </message>
    <message>
        <source>in {value}, which is no part of the split</source>
        <translation>位于 {value} 中，而它不属于划分的任何部分</translation>
    </message>
    <message>
        <source>innermost</source>
        <translation>最内层</translation>
    </message>
    <message>
        <source>is not a list of classes</source>
        <translation>不是类别列表</translation>
    </message>
    <message>
        <source>is not a list of classes: it is nested too deeply</source>
        <translation>不是类别列表：嵌套太深</translation>
    </message>
    <message>
        <source>is not a list of classes: it is no JSON</source>
        <translation>不是类别列表：不是 JSON</translation>
    </message>
    <message>
        <source>is not a list of classes: its class names are no texts</source>
        <translation>不是类别列表：其中的类别名称不是文本</translation>
    </message>
    <message>
        <source>is not a table of filename,label ({error})</source>
        <translation>不是 filename,label 表格（{error}）</translation>
    </message>
    <message>
        <source>is not a table of filename,label, but empty</source>
        <translation>不是 filename,label 表格，而是空文件</translation>
    </message>
    <message>
        <source>is not a table of filename,label: no column holds names of pictures</source>
        <translation>不是 filename,label 表格：没有一列是图片名称</translation>
    </message>
    <message>
        <source>is not a table of filename,label: none of its rows has both</source>
        <translation>不是 filename,label 表格：没有一行两者都有</translation>
    </message>
    <message>
        <source>is not in UTF-8; save it again as CSV UTF-8</source>
        <translation>不是 UTF-8 编码；请另存为 CSV UTF-8</translation>
    </message>
    <message>
        <source>is not there</source>
        <translation>不存在</translation>
    </message>
    <message>
        <source>is of {data} bytes, too large for a table</source>
        <translation>有 {data} 字节，作为表格太大</translation>
    </message>
    <message>
        <source>listed class without a folder ({missing})</source>
        <translation>个列出的类别没有文件夹（{missing}）</translation>
    </message>
    <message>
        <source>listed classes without a folder ({missing})</source>
        <translation>个列出的类别没有文件夹（{missing}）</translation>
    </message>
    <message>
        <source>listed picture without a class</source>
        <translation>张列出的图片没有类别</translation>
    </message>
    <message>
        <source>listed pictures without a class</source>
        <translation>张列出的图片没有类别</translation>
    </message>
    <message>
        <source>miniImageNet; {counted}</source>
        <translation>miniImageNet；{counted}</translation>
    </message>
    <message>
        <source>no {WORDS} part, so {count} of the training classes are held out for it</source>
        <translation>没有{WORDS}部分，因此从训练类别中留出 {count} 个</translation>
    </message>
    <message>
        <source>outermost</source>
        <translation>最外层</translation>
    </message>
    <message>
        <source>second</source>
        <translation>第二层</translation>
    </message>
    <message>
        <source>tables</source>
        <translation>表格</translation>
    </message>
    <message>
        <source>test</source>
        <translation>测试</translation>
    </message>
    <message>
        <source>the {what} for {parts_there} hold the same classes, so their pictures are pooled</source>
        <translation>{parts_there}的{what}含有相同的类别，因此图片合在一起</translation>
    </message>
    <message>
        <source>third</source>
        <translation>第三层</translation>
    </message>
    <message>
        <source>training</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>training and test</source>
        <translation>训练和测试</translation>
    </message>
    <message>
        <source>training and validation</source>
        <translation>训练和验证</translation>
    </message>
    <message>
        <source>training and validation and test</source>
        <translation>训练、验证和测试</translation>
    </message>
    <message>
        <source>validation</source>
        <translation>验证</translation>
    </message>
    <message>
        <source>validation and test</source>
        <translation>验证和测试</translation>
    </message>
    <message>
        <source>{n} {value} left out of the data</source>
        <translation>略去 {n} {value}</translation>
    </message>
    <message>
        <source>{width} x {height} colour</source>
        <translation>{width} x {height} 彩色</translation>
    </message>
    <message>
        <source>{width} x {height} grey</source>
        <translation>{width} x {height} 灰度</translation>
    </message>
    <message>
        <source>{path} has {what} for {parts_there} but none for training; add them, or set Class split (split) to by class to split its classes anew.</source>
        <translation>{path} 有{parts_there}的{what}，但没有训练的；请补上，或把类别划分 (split) 设为按类别，重新划分。</translation>
    </message>
    <message>
        <source>{path} holds none of the classes that its tables list: the first, {missing}, is not there.</source>
        <translation>{path} 中没有其表格列出的任何类别：第一个 {missing} 不存在。</translation>
    </message>
    <message>
        <source>{path} is split so that {shared} classes are in more than one part ({shared2}); classes of the test must be new. Keep each in one part, or set Class split (split) to by class to split them anew.</source>
        <translation>{path} 的划分使 {shared} 个类别同属多个部分（{shared2}）；测试的类别必须是新的。请让每个类别只属于一个部分，或把类别划分 (split) 设为按类别，重新划分。</translation>
    </message>
    <message>
        <source>None of the {WORDS} classes of this run can be found. {split_note}</source>
        <translation>这个运行的{WORDS}类别一个也找不到。{split_note}</translation>
    </message>
    <message>
        <source>only a training part among its {what}</source>
        <translation>{what}中只有训练部分</translation>
    </message>
    <message>
        <source>picture in no row</source>
        <translation>张图片不在表格中</translation>
    </message>
    <message>
        <source>picture of no class of the split</source>
        <translation>张图片不属于划分中的任何类别</translation>
    </message>
    <message>
        <source>picture {where}</source>
        <translation>张图片{where}</translation>
    </message>
    <message>
        <source>picture {words}</source>
        <translation>张图片{words}</translation>
    </message>
    <message>
        <source>pictures in no row</source>
        <translation>张图片不在表格中</translation>
    </message>
    <message>
        <source>pictures of no class of the split</source>
        <translation>张图片不属于划分中的任何类别</translation>
    </message>
    <message>
        <source>pictures {where}</source>
        <translation>张图片{where}</translation>
    </message>
    <message>
        <source>pictures {words}</source>
        <translation>张图片{words}</translation>
    </message>
    <message>
        <source>row whose name fits several files</source>
        <translation>行的名称与多个文件相符</translation>
    </message>
    <message>
        <source>row without a file</source>
        <translation>行没有对应的文件</translation>
    </message>
    <message>
        <source>row without a name or a class</source>
        <translation>行缺少名称或类别</translation>
    </message>
    <message>
        <source>rows whose names fit several files</source>
        <translation>行的名称与多个文件相符</translation>
    </message>
    <message>
        <source>rows without a file</source>
        <translation>行没有对应的文件</translation>
    </message>
    <message>
        <source>rows without a name or a class</source>
        <translation>行缺少名称或类别</translation>
    </message>
    <message>
        <source>some rows name no part</source>
        <translation>有些行没有注明所属部分</translation>
    </message>
    <message>
        <source>table ({unused})</source>
        <translation>个表格（{unused}）</translation>
    </message>
    <message>
        <source>tables ({unused})</source>
        <translation>个表格（{unused}）</translation>
    </message>
    <message>
        <source>the {what} of its parts are not used</source>
        <translation>未使用其各部分的{what}</translation>
    </message>
    <message>
        <source>{folders} taken as one part</source>
        <translation>{folders} 视为同一部分</translation>
    </message>
    <message>
        <source>{loosely} listed pictures found under another suffix or spelling</source>
        <translation>{loosely} 张列出的图片以另一种后缀或写法找到</translation>
    </message>
    <message>
        <source>{name} and {name2} were tested on different classes, so they cannot be compared; train one of them again.</source>
        <translation>{name} 和 {name2} 在不同的类别上测试，无法比较；请重新训练其中一个。</translation>
    </message>
    <message>
        <source>{path} has a table of classes for {part} and tables of pictures for others; give tables of one kind.</source>
        <translation>{path} 中{part}的表格列出类别，其他表格列出图片；请使用同一种表格。</translation>
    </message>
    <message>
        <source>{path} has folders within folders, and either could be the classes: {outer} hold {inner}, such as {value}. Set Class level (level) to outermost folder for {outer} classes or to innermost folder for {inner}.</source>
        <translation>{path} 的文件夹层层嵌套，两层都可能是类别：{outer} 个文件夹里有 {inner} 个文件夹，例如 {value}。请把类别层级 (level) 设为最外层文件夹（{outer} 个类别）或最内层文件夹（{inner} 个）。</translation>
    </message>
    <message>
        <source>{path} has no {WORDS} part, and its {training} training classes are too few to take {count} for it.</source>
        <translation>{path} 没有{WORDS}部分，而 {training} 个训练类别太少，无法从中取出 {count} 个。</translation>
    </message>
    <message>
        <source>{path} holds none of the pictures that its tables list: the first, {first}, {why}.</source>
        <translation>{path} 中没有其表格列出的任何图片：第一张 {first} {why}。</translation>
    </message>
    <message>
        <source>{run} and {run2} were tested on different classes, so they cannot be compared; train one of them again.</source>
        <translation>{run} 和 {run2} 在不同的类别上测试，无法比较；请重新训练其中一个。</translation>
    </message>
    <message>
        <source>The last validation is not finite (in {lacking} of {count} episodes).</source>
        <translation>最近一次验证的结果不是有限数（{count} 个任务中有 {lacking} 个）。</translation>
    </message>
    <message>
        <source>The scores of {join} are not finite, so they are not compared.</source>
        <translation>{join}的得分不是有限数，因此不参与比较。</translation>
    </message>
    <message>
        <source>The scores of {names} are not finite, so it is not compared.</source>
        <translation>{names}的得分不是有限数，因此不参与比较。</translation>
    </message>
    <message>
        <source>not finite</source>
        <translation>非有限数</translation>
    </message>
    <message>
        <source>A picture of a story is a {KINDS} file; this one is {name}.</source>
        <translation>故事的图片须是 {KINDS} 文件；这里是 {name}。</translation>
    </message>
    <message>
        <source>A picture of a story lies beside the story file; {name} is a link that leads elsewhere.</source>
        <translation>故事的图片须与故事文件放在一起；{name} 是指向别处的链接。</translation>
    </message>
    <message>
        <source>The picture {name} cannot be read.</source>
        <translation>无法读取图片 {name}。</translation>
    </message>
    <message>
        <source>There is no picture {name} beside the story file.</source>
        <translation>故事文件旁没有图片 {name}。</translation>
    </message>
    <message>
        <source>{name} is larger than {most} bytes, the most that is read of such a file.</source>
        <translation>{name} 超过 {most} 字节，这种文件最多读取这么多。</translation>
    </message>
    <message>
        <source>{name} has too many pixels: a picture of a story has at most {value} million.</source>
        <translation>{name} 的像素太多：故事的图片最多 {value} 百万像素。</translation>
    </message>
    <message>
        <source>{name} is not a {KINDS} picture that can be read.</source>
        <translation>{name} 不是可以读取的 {KINDS} 图片。</translation>
    </message>
    <message>
        <source>A picture of a story is a file beside the story file, or in a folder there; this one is {name}.</source>
        <translation>故事的图片须与故事文件放在一起，或在其下的文件夹中；这里是 {name}。</translation>
    </message>
    <message>
        <source>{path} is a pipe or a device, not a file.</source>
        <translation>{path} 是管道或设备，不是文件。</translation>
    </message>
    <message>
        <source>other pickles left out: {others}</source>
        <translation>略去其他 {others} 个 pickle 文件</translation>
    </message>
    <message>
        <source>The checkpoint of {id} cannot be saved as a file: {error}.</source>
        <translation>无法将 {id} 的检查点保存为文件：{error}。</translation>
    </message>
    <message>
        <source>The checkpoint of {id} is damaged, so the run cannot be saved as a file.</source>
        <translation>{id} 的检查点已损坏，因此无法将这个运行保存为文件。</translation>
    </message>
    <message>
        <source>The checkpoint {path} belongs to another run: {name} is {theirs} in it and {ours} in this run.</source>
        <translation>检查点 {path} 属于另一个运行：其中 {name} 为 {theirs}，而这个运行中为 {ours}。</translation>
    </message>
    <message>
        <source>The checkpoint {path} belongs to the run {run}, not to {stem}.</source>
        <translation>检查点 {path} 属于运行 {run}，而不是 {stem}。</translation>
    </message>
    <message>
        <source>The checkpoint {path} cannot be read ({error}).</source>
        <translation>无法读取检查点 {path}（{error}）。</translation>
    </message>
    <message>
        <source>The checkpoint {path} is one of {theirs}; this run is one of {ours}.</source>
        <translation>检查点 {path} 属于 {theirs}；这个运行属于 {ours}。</translation>
    </message>
    <message>
        <source>The settings of {stem} in {parent} are damaged.</source>
        <translation>{parent} 中 {stem} 的设置已损坏。</translation>
    </message>
    <message>
        <source>There is no run called {stem} in {parent}.</source>
        <translation>{parent} 中没有名为 {stem} 的运行。</translation>
    </message>
    <message>
        <source>a {name} too long to show</source>
        <translation>一个过长而无法显示的 {name}</translation>
    </message>
    <message>
        <source>it belongs to another run</source>
        <translation>它属于另一个运行</translation>
    </message>
    <message>
        <source>it holds more than {MOST_FILES} files</source>
        <translation>其中的文件超过 {MOST_FILES} 个</translation>
    </message>
    <message>
        <source>it holds {infos} files, more than {MOST_FILES}</source>
        <translation>其中有 {infos} 个文件，超过 {MOST_FILES} 个</translation>
    </message>
    <message>
        <source>{name}: a story is at most {LARGEST} bytes long; this file is larger.</source>
        <translation>{name}：故事最长 {LARGEST} 字节；这个文件更大。</translation>
    </message>
    <message>
        <source>it has more than {MOST_EVALUATIONS} evaluations</source>
        <translation>它的评估超过 {MOST_EVALUATIONS} 次</translation>
    </message>
    <message>
        <source>it is longer than {TOML_BYTES} characters</source>
        <translation>它超过 {TOML_BYTES} 个字符</translation>
    </message>
    <message>
        <source>it is nested deeper than {TOML_DEPTH} levels</source>
        <translation>它的嵌套超过 {TOML_DEPTH} 层</translation>
    </message>
    <message>
        <source>it was evaluated after outer step {step}, where it stands</source>
        <translation>它有一次评估在外层步 {step} 之后，而它停在这一步</translation>
    </message>
    <message>
        <source>it was trained with other settings</source>
        <translation>它是用别的设置训练的</translation>
    </message>
    <message>
        <source>its checkpoint belongs to the run {description}</source>
        <translation>其检查点属于运行 {description}</translation>
    </message>
    <message>
        <source>its checkpoint was trained with {name} {theirs}, the run with {ours}</source>
        <translation>其检查点训练时 {name} 为 {theirs}，运行却为 {ours}</translation>
    </message>
    <message>
        <source>its numbers go on to step {step}, beyond step {last} where it stands</source>
        <translation>其数值一直到第 {step} 步，超过了它所在的第 {last} 步</translation>
    </message>
    <message>
        <source>its numbers have a row of more than {MOST_LINE} bytes</source>
        <translation>其数值中有一行超过 {MOST_LINE} 字节</translation>
    </message>
    <message>
        <source>its settings and evaluations are larger than {value} MB together</source>
        <translation>其设置和评估合计超过 {value} MB</translation>
    </message>
    <message>
        <source>one of its keys has more than {TOML_PARTS} parts</source>
        <translation>其中有一个键超过 {TOML_PARTS} 段</translation>
    </message>
    <message>
        <source>one of its numbers has more than {DIGITS} digits</source>
        <translation>其中有一个数超过 {DIGITS} 位</translation>
    </message>
    <message>
        <source>one of its numbers is {text}</source>
        <translation>其数值之一是 {text}</translation>
    </message>
    <message>
        <source>one of its numbers is {text}, which is no whole number</source>
        <translation>其数值之一是 {text}，不是整数</translation>
    </message>
    <message>
        <source>the library {parent}</source>
        <translation>资料库 {parent}</translation>
    </message>
    <message>
        <source>{name} in it begins inside another file</source>
        <translation>其中的 {name} 从另一个文件内部开始</translation>
    </message>
    <message>
        <source>{name} in it is compressed by {method}; Metascope reads stored and deflated files</source>
        <translation>其中的 {name} 用 {method} 压缩；Metascope 只读取未压缩和 deflate 压缩的文件</translation>
    </message>
    <message>
        <source>{name} in it is encrypted</source>
        <translation>其中的 {name} 已加密</translation>
    </message>
    <message>
        <source>{what} is at most {most} characters long; it has {text}.</source>
        <translation>{what} 最长 {most} 个字符；现在有 {text} 个。</translation>
    </message>
    <message>
        <source>{where}: a story has at most {MOST_LISTED} runs; this one has {runs}.</source>
        <translation>{where}：故事最多有 {MOST_LISTED} 个运行；这个有 {runs} 个。</translation>
    </message>
    <message>
        <source>{where}: this block is not read, because {error}.</source>
        <translation>{where}：不读取这个块，因为 {error}。</translation>
    </message>
    <message>
        <source>{where}: {key} must be a list of at most {MOST_LISTED} texts of at most {MOST_WORDS} characters.</source>
        <translation>{where}：{key} 必须是至多 {MOST_LISTED} 段文字的列表，每段至多 {MOST_WORDS} 个字符。</translation>
    </message>
    <message>
        <source>The learners that are held ready were trained on each other&apos;s test classes, so no test task is new to all.</source>
        <translation>待命的学习器在彼此的测试类别上训练过，因此没有对所有学习器都是新的测试任务。</translation>
    </message>
    <message>
        <source>passed over: {reason} ({n})</source>
        <translation>跳过：{reason}（{n}）</translation>
    </message>
    <message>
        <source>There is not enough memory for this picture; training goes on without it.</source>
        <translation>内存不足，无法生成此图；训练继续进行。</translation>
    </message>
    <message>
        <source>This picture could not be made ({name}); training goes on, and the details are in the log.</source>
        <translation>无法生成此图（{name}）；训练继续进行，详情见日志。</translation>
    </message>
    <message>
        <source>{name} in it would unpack to {MOST_RATIO} times its size or more</source>
        <translation>其中的 {name} 解压后会达到其大小的 {MOST_RATIO} 倍以上</translation>
    </message>
    <message>
        <source>is not a list of classes, but empty</source>
        <translation>不是类别列表，而是空文件</translation>
    </message>
    <message>
        <source>Damaged in the library and left out: {join}.</source>
        <translation>资料库中已损坏而略去：{join}。</translation>
    </message>
    <message>
        <source>Damaged in the library and left out: evaluations of this run ({evaluations}).</source>
        <translation>资料库中已损坏而略去：此次训练的评估（{evaluations} 项）。</translation>
    </message>
    <message>
        <source>Damaged in the library and left out: parts of this run&apos;s numbers ({numbers}).</source>
        <translation>资料库中已损坏而略去：此次训练的部分数据（{numbers} 段）。</translation>
    </message>
    <message>
        <source>The comparison {name} cannot be opened: {error}</source>
        <translation>无法打开比较 {name}：{error}</translation>
    </message>
    <message>
        <source>The library {folder} is no longer the one that was opened: another one has taken its place.</source>
        <translation>资料库 {folder} 已不是原先打开的那一个：另一个资料库占据了它的位置。</translation>
    </message>
    <message>
        <source>The library {folder} is no longer there: it was moved, renamed or deleted, or its drive was taken away.</source>
        <translation>资料库 {folder} 已不在原处：它被移动、重命名或删除，或者其所在的驱动器已被移除。</translation>
    </message>
    <message>
        <source>The library {folder} no longer has the run {run}.</source>
        <translation>资料库 {folder} 中已没有训练 {run}。</translation>
    </message>
    <message>
        <source>The name of this run is damaged in the library, so that what belongs to it cannot be found.</source>
        <translation>此次训练的名称在资料库中已损坏，因此找不到属于它的内容。</translation>
    </message>
    <message>
        <source>The run {run} cannot be used: {damage}</source>
        <translation>无法使用训练 {run}：{damage}</translation>
    </message>
    <message>
        <source>The settings of this run are damaged in the library: {reason}.</source>
        <translation>此次训练的设置在资料库中已损坏：{reason}。</translation>
    </message>
    <message>
        <source>There is no run library in {folder}: its file runs.sqlite is empty.</source>
        <translation>{folder} 中没有资料库：其文件 runs.sqlite 是空的。</translation>
    </message>
    <message>
        <source>This run was saved by a newer version of Metascope, whose settings this version cannot read.</source>
        <translation>此次训练由更新版本的 Metascope 保存，当前版本无法读取其设置。</translation>
    </message>
    <message>
        <source>This version of Metascope has no setting called {name}; a newer version may have it.</source>
        <translation>当前版本的 Metascope 没有名为 {name} 的设置；更新的版本可能有。</translation>
    </message>
    <message>
        <source>This version of Metascope has no {kind} called {name}; a newer version may have it.</source>
        <translation>当前版本的 Metascope 没有名为 {name} 的{kind}；更新的版本可能有。</translation>
    </message>
    <message>
        <source>What the library has of this run lies in a damaged part of its file.</source>
        <translation>资料库中此次训练的内容位于文件的损坏部分。</translation>
    </message>
    <message>
        <source>their version is {version}</source>
        <translation>其版本为 {version}</translation>
    </message>
    <message>
        <source>they are not names and values</source>
        <translation>不是名称和值的列表</translation>
    </message>
    <message>
        <source>they are not text</source>
        <translation>不是文本</translation>
    </message>
    <message>
        <source>they are not valid JSON</source>
        <translation>不是有效的 JSON</translation>
    </message>
    <message>
        <source>{name} is not a value</source>
        <translation>{name} 不是一个值</translation>
    </message>
    <message>
        <source>{name} is not names and values</source>
        <translation>{name} 不是名称和值的列表</translation>
    </message>
    <message>
        <source>{name} is not text</source>
        <translation>{name} 不是文本</translation>
    </message>
    <message>
        <source>{label} ({name}) must be {range_text}; it was {value}</source>
        <translation>{label}（{name}）必须是{range_text}；实际为 {value}</translation>
    </message>
    <message>
        <source>accuracy, 10th presentation</source>
        <translation>准确率，第 10 次出现</translation>
    </message>
    <message>
        <source>accuracy, 1st presentation</source>
        <translation>准确率，第 1 次出现</translation>
    </message>
    <message>
        <source>accuracy, 2nd presentation</source>
        <translation>准确率，第 2 次出现</translation>
    </message>
    <message>
        <source>accuracy, 3rd presentation</source>
        <translation>准确率，第 3 次出现</translation>
    </message>
    <message>
        <source>accuracy, 5th presentation</source>
        <translation>准确率，第 5 次出现</translation>
    </message>
</context>
<context>
    <name>EngineThread</name>
    <message>
        <source>The run&apos;s process ended unexpectedly (code {code}); what its last checkpoint holds can be continued.</source>
        <translation>运行的进程意外结束（代码 {code}）；可以从最后一个检查点继续。</translation>
    </message>
</context>
<context>
    <name>EpisodeBoard</name>
    <message>
        <source>Support and queries of the task</source>
        <translation>任务的支持集和查询集</translation>
    </message>
    <message>
        <source>support</source>
        <translation>支持集</translation>
    </message>
    <message>
        <source>query: ✓ right, else the letter answered; bars: probability of each class</source>
        <translation>查询：✓ 为答对，否则是所答的字母；条：各类的概率</translation>
    </message>
    <message>
        <source>query: ✓ or the letter answered, probabilities</source>
        <translation>查询：✓ 或所答的字母，概率</translation>
    </message>
    <message>
        <source>query: ✓ or the letter answered</source>
        <translation>查询：✓ 或所答的字母</translation>
    </message>
    <message>
        <source>query</source>
        <translation>查询</translation>
    </message>
    <message>
        <source>Class {letter}: {name}</source>
        <translation>类别 {letter}：{name}</translation>
    </message>
    <message>
        <source>Answer: {shares}</source>
        <translation>答案：{shares}</translation>
    </message>
</context>
<context>
    <name>EpisodeView</name>
    <message>
        <source>One task</source>
        <translation>一个任务</translation>
    </message>
    <message>
        <source>One unseen task: its support pictures, its queries, and the answers after every inner step.
Press Space to start and see them turn right.</source>
        <translation>一个未见过的任务：支持图片、查询图片，以及每个内循环步之后的答案。
按空格键开始，看它们逐个变对。</translation>
    </message>
    <message>
        <source>Next task</source>
        <translation>下一个任务</translation>
    </message>
    <message>
        <source>Another task of the validation classes (N)</source>
        <translation>换一个由验证类别组成的任务 (N)</translation>
    </message>
    <message>
        <source>Step {step}: {right} of {count} queries right</source>
        <translation>第 {step} 步：{count} 个查询答对 {right} 个</translation>
    </message>
    <message>
        <source>No inner steps, one pass: {right} of {count} queries right</source>
        <translation>没有内循环步，一次前向：{count} 个查询答对 {right} 个</translation>
    </message>
    <message>
        <source>; the true class gets {chance} % on average</source>
        <translation>；正确类别的平均概率为 {chance} %</translation>
    </message>
    <message>
        <source>query</source>
        <translation>查询</translation>
    </message>
    <message>
        <source>class</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>answer</source>
        <translation>答案</translation>
    </message>
</context>
<context>
    <name>ExplainPanel</name>
    <message>
        <source>Explanation</source>
        <translation>讲解</translation>
    </message>
    <message>
        <source>First, then: what was learned from many classes is the start for a few new ones; the query set judges it.</source>
        <translation>先后两步：从许多类别学到的内容，是学习少数新类别的起点；由查询集评判。</translation>
    </message>
    <message>
        <source>Over tasks, a small loss on the query set after learning from the support set.</source>
        <translation>对各个任务而言：从支持集学习之后，查询集上的损失要小。</translation>
    </message>
    <message>
        <source>{name} on unseen tasks now: {after}.</source>
        <translation>未见任务上的{name}现在为 {after}。</translation>
    </message>
    <message>
        <source>{name} on unseen tasks now: {after}, before adaptation {before}.</source>
        <translation>未见任务上的{name}现在为 {after}，适应前为 {before}。</translation>
    </message>
    <message>
        <source>None of its symbols is a setting.</source>
        <translation>其中没有一个符号是可设置的。</translation>
    </message>
    <message>
        <source>DATA</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>DIFFERS FROM THE PAPER</source>
        <translation>与论文的不同</translation>
    </message>
    <message>
        <source>PAPER</source>
        <translation>论文</translation>
    </message>
    <message>
        <source>PUBLISHED</source>
        <translation>已发表的结果</translation>
    </message>
    <message>
        <source>THE AIM</source>
        <translation>目标</translation>
    </message>
    <message>
        <source>WHAT TO SEE</source>
        <translation>看什么</translation>
    </message>
</context>
<context>
    <name>FastWeightsView</name>
    <message>
        <source>The weights that support examples write, beside the slow ones, for methods that write some.
Press Space to start.</source>
        <translation>支持样本写出的权重，与慢权重并列，适用于会写权重的方法。
按空格键开始。</translation>
    </message>
    <message>
        <source>Whose fast weights a query takes</source>
        <translation>一个查询取用了谁的快权重</translation>
    </message>
    <message>
        <source>support example</source>
        <translation>支持样本</translation>
    </message>
    <message>
        <source>query</source>
        <translation>查询</translation>
    </message>
    <message>
        <source>Slow and fast weights</source>
        <translation>慢权重与快权重</translation>
    </message>
    <message>
        <source>layer</source>
        <translation>层</translation>
    </message>
    <message>
        <source>norm</source>
        <translation>范数</translation>
    </message>
    <message>
        <source>Filters, slow above fast</source>
        <translation>滤波器：上为慢，下为快</translation>
    </message>
    <message>
        <source>filter</source>
        <translation>滤波器</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>显示</translation>
    </message>
    <message>
        <source>attention</source>
        <translation>注意力</translation>
    </message>
    <message>
        <source>sizes</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>layers</source>
        <translation>各层</translation>
    </message>
    <message>
        <source>filters</source>
        <translation>滤波器图</translation>
    </message>
    <message>
        <source>Queries take {share} % of their fast weights from examples of their own class.</source>
        <translation>查询有 {share} % 的快权重取自本类样本。</translation>
    </message>
    <message>
        <source>slow</source>
        <translation>慢</translation>
    </message>
    <message>
        <source>First input channel of {layer}: the slow filters, then those each support example writes.</source>
        <translation>{layer} 的第一个输入通道：先是慢滤波器，然后是每个支持样本写出的滤波器。</translation>
    </message>
    <message>
        <source>Squares: slow weights; small marks: what each support example writes, at most {ratio} times as large.</source>
        <translation>方块：慢权重；小记号：每个支持样本写出的权重，最多是慢权重的 {ratio} 倍。</translation>
    </message>
    <message>
        <source>query of {name} takes {value} of what {example} wrote</source>
        <translation>{name}类的查询取用了 {example} 所写的 {value}</translation>
    </message>
</context>
<context>
    <name>FaultCover</name>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>This picture could not be drawn ({error}); training goes on. The log has the details.</source>
        <translation>无法绘制此图（{error}）；训练继续进行。详情见日志。</translation>
    </message>
</context>
<context>
    <name>FieldEditor</name>
    <message>
        <source>Live: takes effect at once in a running run.</source>
        <translation>实时：对进行中的运行立即生效。</translation>
    </message>
    <message>
        <source>Takes effect in the next run.</source>
        <translation>从下一个运行起生效。</translation>
    </message>
</context>
<context>
    <name>Files</name>
    <message>
        <source>Recent runs</source>
        <translation>最近的运行</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>{file} is in the library: {count} runs.</source>
        <translation>{file} 已放入资料库：{count} 个运行。</translation>
    </message>
    <message>
        <source>{file} is in the library.</source>
        <translation>{file} 已放入资料库。</translation>
    </message>
    <message>
        <source>Take it out again</source>
        <translation>再取出来</translation>
    </message>
    <message>
        <source>There is no run to save yet; train or select one first.</source>
        <translation>还没有可保存的运行；请先训练或选择一个。</translation>
    </message>
    <message>
        <source>{n} runs</source>
        <translation>{n} 个运行</translation>
    </message>
    <message>
        <source>There is nothing to save yet; let methods join the comparison first.</source>
        <translation>还没有可保存的内容；请先让方法加入比较。</translation>
    </message>
    <message>
        <source>Saved as {file}.</source>
        <translation>已保存为 {file}。</translation>
    </message>
    <message>
        <source>Save as a file</source>
        <translation>保存为文件</translation>
    </message>
    <message>
        <source>Metascope files (*.metascope)</source>
        <translation>Metascope 文件 (*.metascope)</translation>
    </message>
    <message>
        <source>No run yet</source>
        <translation>还没有运行</translation>
    </message>
    <message>
        <source>{names} was interrupted; it can go on from its last checkpoint.</source>
        <translation>{names} 曾被中断；可以从最后一个检查点继续。</translation>
    </message>
    <message>
        <source>{names} were interrupted; they can go on from their last checkpoints.</source>
        <translation>{names} 曾被中断；可以从各自最后的检查点继续。</translation>
    </message>
    <message>
        <source>{names} and {count} more were interrupted; they can go on from their last checkpoints.</source>
        <translation>{names} 等（另有 {count} 个）曾被中断；可以从各自最后的检查点继续。</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Reading {file}…</source>
        <translation>正在读取 {file}…</translation>
    </message>
    <message>
        <source>Writing {file}…</source>
        <translation>正在写入 {file}…</translation>
    </message>
</context>
<context>
    <name>FilesPane</name>
    <message>
        <source>Where the run lies</source>
        <translation>运行所在的位置</translation>
    </message>
    <message>
        <source>Save as a file…</source>
        <translation>保存为文件…</translation>
    </message>
    <message>
        <source>Settings, curves, evaluations and checkpoint in one .metascope file</source>
        <translation>设置、曲线、评估和检查点，都在一个 .metascope 文件中</translation>
    </message>
    <message>
        <source>Show folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <source>No run is selected.</source>
        <translation>没有选中运行。</translation>
    </message>
    <message>
        <source>Checkpoint: {file}
{size} kB, written {date}

Settings, curves and evaluations: {database}</source>
        <translation>检查点：{file}
{size} kB，写于 {date}

设置、曲线和评估：{database}</translation>
    </message>
    <message>
        <source>There is no checkpoint of this run yet.

Settings, curves and evaluations: {database}</source>
        <translation>这个运行还没有检查点。

设置、曲线和评估：{database}</translation>
    </message>
</context>
<context>
    <name>Films</name>
    <message>
        <source>{name}, {count} frames, as {kind}…</source>
        <translation>{name}，{count} 帧，保存为 {kind}…</translation>
    </message>
    <message>
        <source>MP4: how to get it…</source>
        <translation>MP4：如何获得…</translation>
    </message>
    <message>
        <source>Nothing to film yet: select a run that shows its task</source>
        <translation>还没有可录的内容：请选中一个显示任务的运行</translation>
    </message>
    <message>
        <source>MP4 needs one more package: python -m pip install imageio-ffmpeg, in the environment of Metascope.</source>
        <translation>保存为 MP4 还需要一个软件包：在 Metascope 所用的 Python 环境中运行 python -m pip install imageio-ffmpeg。</translation>
    </message>
    <message>
        <source>Save a film</source>
        <translation>保存动画</translation>
    </message>
    <message>
        <source>Making {name}</source>
        <translation>正在生成 {name}</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Saved {name}: {count} frames, {seconds} s, {size} kB.</source>
        <translation>已保存 {name}：{count} 帧，{seconds} 秒，{size} kB。</translation>
    </message>
    <message>
        <source>{name}, inner step {step} of {steps}</source>
        <translation>{name}，内循环第 {step} 步，共 {steps} 步</translation>
    </message>
    <message>
        <source>{view}: inner steps of {name}</source>
        <translation>{view}：{name}的内循环步</translation>
    </message>
    <message>
        <source>{name}, outer step {step}</source>
        <translation>{name}，外循环第 {step} 步</translation>
    </message>
    <message>
        <source>{view}: meta-training of {name}</source>
        <translation>{view}：{name}的元训练</translation>
    </message>
</context>
<context>
    <name>FitView</name>
    <message>
        <source>One unseen task: a few support points, the true curve, and the fit after every inner step.
Press Space to start, then drag a point.</source>
        <translation>一个未见过的任务：几个支持点、真实曲线，以及每个内循环步之后的拟合。
按空格键开始，然后拖动一个点。</translation>
    </message>
    <message>
        <source>One task, fitted</source>
        <translation>一个任务的拟合</translation>
    </message>
    <message>
        <source>support</source>
        <translation>支持集</translation>
    </message>
    <message>
        <source>query</source>
        <translation>查询</translation>
    </message>
    <message>
        <source>Put back</source>
        <translation>放回</translation>
    </message>
    <message>
        <source>Put the points back where the task has them</source>
        <translation>把点放回任务原来的位置</translation>
    </message>
    <message>
        <source>Next task</source>
        <translation>下一个任务</translation>
    </message>
    <message>
        <source>Another task of the same kind (N)</source>
        <translation>换一个同类型的任务 (N)</translation>
    </message>
    <message>
        <source>truth</source>
        <translation>真实曲线</translation>
    </message>
    <message>
        <source>step {step}</source>
        <translation>第 {step} 步</translation>
    </message>
    <message>
        <source>answer</source>
        <translation>答案</translation>
    </message>
    <message>
        <source>Your own points. Asking the learner…</source>
        <translation>你自己的点。正在询问学习器…</translation>
    </message>
    <message>
        <source>Your own points; the curve is the learner&apos;s answer. Step {step}: error {support} on them.</source>
        <translation>你自己的点；曲线是学习器的答案。第 {step} 步：在这些点上的误差 {support}。</translation>
    </message>
    <message>
        <source>Step {step}: error {support} on {count} support points (●, drag one), {query} on the queries (○).</source>
        <translation>第 {step} 步：{count} 个支持点（●，可拖动）上的误差 {support}，查询点（○）上的误差 {query}。</translation>
    </message>
    <message>
        <source>Before and after one step on {count} points: error {support} on them (●, drag one), {query} on the queries (○).</source>
        <translation>在 {count} 个点上走一步之前与之后：这些点（●，可拖动）上的误差 {support}，查询点（○）上的误差 {query}。</translation>
    </message>
    <message>
        <source>Before and after {step} steps on {count} points: error {support} on them (●, drag one), {query} on the queries (○).</source>
        <translation>在 {count} 个点上走 {step} 步之前与之后：这些点（●，可拖动）上的误差 {support}，查询点（○）上的误差 {query}。</translation>
    </message>
    <message>
        <source>One pass: error {support} on {count} support points (●, drag one), {query} on the queries (○).</source>
        <translation>一次前向：{count} 个支持点（●，可拖动）上的误差 {support}，查询点（○）上的误差 {query}。</translation>
    </message>
    <message>
        <source>Band: two standard deviations.</source>
        <translation>区间带：两倍标准差。</translation>
    </message>
</context>
<context>
    <name>Glossary</name>
    <message>
        <source>A matrix the network writes to and reads from within one episode; it is wiped before the next.</source>
        <translation>网络在一个情节内读写的矩阵；下一个情节开始前会清空。</translation>
    </message>
    <message>
        <source>A small problem of its own: a few classes, or one function, with a support set and a query set.</source>
        <translation>一个独立的小问题：少数几个类别或一个函数，带支持集和查询集。</translation>
    </message>
    <message>
        <source>An example of the query set: it judges what was learned from the support set.</source>
        <translation>查询集中的一个样本：用来评判从支持集学到了什么。</translation>
    </message>
    <message>
        <source>Examples of the query set: they judge what was learned from the support set.</source>
        <translation>查询集中的样本：用来评判从支持集学到了什么。</translation>
    </message>
    <message>
        <source>Gradient steps of adaptation, on the support loss of one task.</source>
        <translation>适应的梯度步数，针对一个任务的支持集损失。</translation>
    </message>
    <message>
        <source>One gradient step of adaptation, on the support loss of one task.</source>
        <translation>适应的一个梯度步，针对一个任务的支持集损失。</translation>
    </message>
    <message>
        <source>One task as it is practised or tested: a support set and a query set.</source>
        <translation>用于演练或测试的一个任务：一个支持集和一个查询集。</translation>
    </message>
    <message>
        <source>One update of what all tasks share, from the query losses of a meta-batch.</source>
        <translation>由一个元批次的查询损失，对所有任务共享的部分作一次更新。</translation>
    </message>
    <message>
        <source>Small problems of their own: a few classes, or one function, each with a support set and a query set.</source>
        <translation>独立的小问题：少数几个类别或一个函数，各带支持集和查询集。</translation>
    </message>
    <message>
        <source>The examples that judge what was learned from the support set; the two share none.</source>
        <translation>用来评判从支持集学到了什么的样本；两者没有共同的样本。</translation>
    </message>
    <message>
        <source>The few labelled examples a new task is learned from.</source>
        <translation>学习新任务所用的少量带标签样本。</translation>
    </message>
    <message>
        <source>The last layer, which turns features into answers.</source>
        <translation>最后一层，把特征变成答案。</translation>
    </message>
    <message>
        <source>The mean of a class&apos;s embedded support examples.</source>
        <translation>一类支持样本的嵌入的均值。</translation>
    </message>
    <message>
        <source>The tasks whose query losses are averaged in one outer step.</source>
        <translation>一个外循环步中，对查询损失取平均的那些任务。</translation>
    </message>
    <message>
        <source>Weights made for one task or one example, beside the slow ones that training changes.</source>
        <translation>为一个任务或一个样本产生的权重，与训练所改变的慢权重并用。</translation>
    </message>
    <message>
        <source>Weights that change only by training, and are the same for all tasks.</source>
        <translation>只随训练改变、对所有任务都相同的权重。</translation>
    </message>
    <message>
        <source>Weights that sum to one and say how much is taken from where.</source>
        <translation>总和为一的权重，表示从何处取用多少。</translation>
    </message>
    <message>
        <source>What all layers but the last make of an example.</source>
        <translation>除最后一层外，所有层由样本得出的内容。</translation>
    </message>
    <message>
        <source>Where a network puts an example: points whose distances mean likeness.</source>
        <translation>网络把样本放在哪里：这些点之间的距离表示相似程度。</translation>
    </message>
    <message>
        <source>attention</source>
        <translation>注意力</translation>
    </message>
    <message>
        <source>embedding</source>
        <translation>嵌入</translation>
    </message>
    <message>
        <source>episode</source>
        <translation>情节</translation>
    </message>
    <message>
        <source>fast weights</source>
        <translation>快权重</translation>
    </message>
    <message>
        <source>features</source>
        <translation>特征</translation>
    </message>
    <message>
        <source>head</source>
        <translation>分类头</translation>
    </message>
    <message>
        <source>inner step</source>
        <translation>内循环步</translation>
    </message>
    <message>
        <source>inner steps</source>
        <translation>内循环步数</translation>
    </message>
    <message>
        <source>memory</source>
        <translation>记忆</translation>
    </message>
    <message>
        <source>meta-batch</source>
        <translation>元批次</translation>
    </message>
    <message>
        <source>outer step</source>
        <translation>外循环步</translation>
    </message>
    <message>
        <source>prototype</source>
        <translation>原型</translation>
    </message>
    <message>
        <source>queries</source>
        <translation>查询样本</translation>
    </message>
    <message>
        <source>query</source>
        <translation>查询</translation>
    </message>
    <message>
        <source>query set</source>
        <translation>查询集</translation>
    </message>
    <message>
        <source>slow weights</source>
        <translation>慢权重</translation>
    </message>
    <message>
        <source>support set</source>
        <translation>支持集</translation>
    </message>
    <message>
        <source>task</source>
        <translation>任务</translation>
    </message>
    <message>
        <source>tasks</source>
        <translation>各任务</translation>
    </message>
</context>
<context>
    <name>GridDialog</name>
    <message>
        <source>Queue a grid of runs</source>
        <translation>让一组运行排队</translation>
    </message>
    <message>
        <source>Seeds</source>
        <translation>种子数</translation>
    </message>
    <message>
        <source>Algorithms</source>
        <translation>算法</translation>
    </message>
    <message>
        <source>Datasets</source>
        <translation>数据集</translation>
    </message>
    <message>
        <source>Seeds of each</source>
        <translation>每种的种子数</translation>
    </message>
    <message>
        <source>One run waits in the queue for a free core, also when the window is closed meanwhile.</source>
        <translation>一个运行会排队等待空闲的核心，关闭窗口后也保留。</translation>
    </message>
    <message>
        <source>{count} runs wait in the queue for a free core, also when the window is closed meanwhile. Each dataset is a comparison.</source>
        <translation>{count} 个运行会排队等待空闲的核心，关闭窗口后也保留。每个数据集是一个比较。</translation>
    </message>
    <message>
        <source>Tick an algorithm and a dataset that go together.</source>
        <translation>请勾选相互适合的算法和数据集。</translation>
    </message>
    <message>
        <source>Queue {count} runs</source>
        <translation>让 {count} 个运行排队</translation>
    </message>
    <message>
        <source>Queue one run</source>
        <translation>让这个运行排队</translation>
    </message>
</context>
<context>
    <name>History</name>
    <message>
        <source>not finite</source>
        <translation>非有限数</translation>
    </message>
</context>
<context>
    <name>Inside</name>
    <message>
        <source>Loss by step</source>
        <translation>逐步损失</translation>
    </message>
    <message>
        <source>Path</source>
        <translation>路径</translation>
    </message>
    <message>
        <source>Toy problem</source>
        <translation>玩具问题</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>记忆</translation>
    </message>
    <message>
        <source>Presentations</source>
        <translation>出现次数</translation>
    </message>
    <message>
        <source>Attention</source>
        <translation>注意力</translation>
    </message>
    <message>
        <source>Fast weights</source>
        <translation>快权重</translation>
    </message>
    <message>
        <source>Step sizes</source>
        <translation>步长</translation>
    </message>
    <message>
        <source>Sample weights</source>
        <translation>样本权重</translation>
    </message>
    <message>
        <source>Task conflict</source>
        <translation>任务冲突</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>各层</translation>
    </message>
    <message>
        <source>Embedding</source>
        <translation>嵌入</translation>
    </message>
    <message>
        <source>Inside</source>
        <translation>内部</translation>
    </message>
    <message>
        <source>This method has nothing inside to show: what it does is all in the picture of the task.</source>
        <translation>这种方法的内部没有可看的：它所做的都在任务的图里。</translation>
    </message>
</context>
<context>
    <name>Joining</name>
    <message>
        <source>{method}: join, hide, show</source>
        <translation>{method}：加入、隐藏、显示</translation>
    </message>
</context>
<context>
    <name>Kept</name>
    <message>
        <source>Another window of Metascope has this run; here it is as it stood when it was opened.</source>
        <translation>这个运行属于 Metascope 的另一个窗口；这里显示的是打开时的样子。</translation>
    </message>
</context>
<context>
    <name>Keys</name>
    <message>
        <source>Action</source>
        <translation>操作</translation>
    </message>
    <message>
        <source>All as on the first day</source>
        <translation>全部恢复默认</translation>
    </message>
    <message>
        <source>All keys</source>
        <translation>全部快捷键</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Every action has the key of the first day.</source>
        <translation>所有操作都是默认的快捷键。</translation>
    </message>
    <message>
        <source>Give it this key</source>
        <translation>设为这个键</translation>
    </message>
    <message>
        <source>Its first key</source>
        <translation>恢复默认键</translation>
    </message>
    <message>
        <source>Key for the selected action</source>
        <translation>所选操作的快捷键</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>快捷键</translation>
    </message>
    <message>
        <source>Keys of Metascope</source>
        <translation>Metascope 的快捷键</translation>
    </message>
    <message>
        <source>Keys of every action</source>
        <translation>每个操作的快捷键</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>菜单</translation>
    </message>
    <message>
        <source>No key</source>
        <translation>无快捷键</translation>
    </message>
    <message>
        <source>Press a key for “{name}”.</source>
        <translation>请按下“{name}”的快捷键。</translation>
    </message>
    <message>
        <source>Print…</source>
        <translation>打印…</translation>
    </message>
    <message>
        <source>Search by name or key</source>
        <translation>按名称或快捷键搜索</translation>
    </message>
    <message>
        <source>Select an action to change its key.</source>
        <translation>选中一个操作来更改它的快捷键。</translation>
    </message>
    <message>
        <source>The key that the selected action had on the first day</source>
        <translation>所选操作的默认快捷键</translation>
    </message>
    <message>
        <source>{key} belongs to “{name}” now; give that another key first.</source>
        <translation>{key} 现在属于“{name}”；请先给它换一个键。</translation>
    </message>
    <message>
        <source>{key} belongs to “{name}”; give that another key first.</source>
        <translation>{key} 属于“{name}”；请先给它换一个键。</translation>
    </message>
    <message>
        <source>{key} is “{name}” from now on.</source>
        <translation>{key} 从现在起是“{name}”。</translation>
    </message>
</context>
<context>
    <name>Lanes</name>
    <message>
        <source>{tasks} tasks · {seconds} s</source>
        <translation>{tasks} 个任务 · {seconds} 秒</translation>
    </message>
</context>
<context>
    <name>LayerSum</name>
    <message>
        <source>Slow + fast = sum</source>
        <translation>慢 + 快 = 和</translation>
    </message>
    <message>
        <source>output</source>
        <translation>输出</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>层</translation>
    </message>
    <message>
        <source>Whose fast weights</source>
        <translation>谁的快权重</translation>
    </message>
    <message>
        <source>example {name}</source>
        <translation>样本 {name}</translation>
    </message>
    <message>
        <source>query {name}</source>
        <translation>查询 {name}</translation>
    </message>
    <message>
        <source>slow</source>
        <translation>慢</translation>
    </message>
    <message>
        <source>+ fast</source>
        <translation>+ 快</translation>
    </message>
    <message>
        <source>= sum</source>
        <translation>= 和</translation>
    </message>
    <message>
        <source>Fast weights that {whose} wrote, {ratio} times as large as the slow ones of every task.</source>
        <translation>{whose} 写出的快权重，大小是各任务共用的慢权重的 {ratio} 倍。</translation>
    </message>
    <message>
        <source>Fast weights as {whose} mixes them, {ratio} times as large as the slow ones of every task.</source>
        <translation>{whose} 混合所得的快权重，大小是各任务共用的慢权重的 {ratio} 倍。</translation>
    </message>
    <message>
        <source>Where both let a signal through, the layer acts as their sum.</source>
        <translation>两者都让信号通过之处，这一层的作用等于它们之和。</translation>
    </message>
    <message>
        <source>The first {rows} of {outputs} outputs and {columns} of {inputs} inputs.</source>
        <translation>显示 {outputs} 个输出中的前 {rows} 个，{inputs} 个输入中的前 {columns} 个。</translation>
    </message>
    <message>
        <source>input {column} to output {row}: {slow} slow + {fast} fast = {sum}</source>
        <translation>输入 {column} 到输出 {row}：慢 {slow} + 快 {fast} = {sum}</translation>
    </message>
</context>
<context>
    <name>Layouts</name>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Name of the arrangement</source>
        <translation>布局的名称</translation>
    </message>
    <message>
        <source>Pictures only</source>
        <translation>只看图</translation>
    </message>
    <message>
        <source>Save the arrangement</source>
        <translation>保存布局</translation>
    </message>
    <message>
        <source>Save the present arrangement…</source>
        <translation>保存当前布局…</translation>
    </message>
</context>
<context>
    <name>LearnPage</name>
    <message>
        <source>SET-UP</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>RUNS</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>ADAPTATION</source>
        <translation>适应</translation>
    </message>
    <message>
        <source>INSIDE</source>
        <translation>内部</translation>
    </message>
    <message>
        <source>EXPLAIN</source>
        <translation>讲解</translation>
    </message>
    <message>
        <source>Transport</source>
        <translation>播放控制</translation>
    </message>
    <message>
        <source>removal of {name}</source>
        <translation>移除{name}</translation>
    </message>
    <message>
        <source>{name}, outer step {step}</source>
        <translation>{name}，外循环第 {step} 步</translation>
    </message>
    <message>
        <source>{outer}, inner step {inner}</source>
        <translation>{outer}，内循环第 {inner} 步</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Start or pause</source>
        <translation>开始或暂停</translation>
    </message>
    <message>
        <source>Accuracy</source>
        <translation>准确率</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>误差</translation>
    </message>
    <message>
        <source>The run has ended without a checkpoint.</source>
        <translation>运行已结束，没有留下检查点。</translation>
    </message>
    <message>
        <source>The run waits for a free core.</source>
        <translation>运行正在等待空闲的核心。</translation>
    </message>
    <message>
        <source>The run is loading; pictures follow as they are made.</source>
        <translation>运行正在加载；图片生成后会陆续显示。</translation>
    </message>
    <message>
        <source>The run is training; pictures follow as they are made.</source>
        <translation>运行正在训练；图片生成后会陆续显示。</translation>
    </message>
    <message>
        <source>The run is paused; go on with it for more pictures.</source>
        <translation>运行已暂停；继续运行以得到更多图片。</translation>
    </message>
    <message>
        <source>The run has ended; pictures are made from its checkpoint.</source>
        <translation>运行已结束；图片由其检查点生成。</translation>
    </message>
    <message>
        <source>The run was stopped; pictures are made from its checkpoint.</source>
        <translation>运行已停止；图片由其检查点生成。</translation>
    </message>
    <message>
        <source>The run failed; its card and the log say why.</source>
        <translation>运行失败；原因见卡片和日志。</translation>
    </message>
    <message>
        <source>The library is gone, so this list is all there is of the run; write it to a folder first.</source>
        <translation>资料库已不在，此次训练只存在于这个列表中；请先将它写入一个文件夹。</translation>
    </message>
</context>
<context>
    <name>LibraryPage</name>
    <message>
        <source>Search: mann omniglot &gt;90</source>
        <translation>搜索：mann omniglot &gt;90</translation>
    </message>
    <message>
        <source>Words of a run&apos;s row, and &gt; or &lt; for its score in % (Ctrl+F)</source>
        <translation>运行所在行中的词；&gt; 或 &lt; 比较成绩（%）(Ctrl+F)</translation>
    </message>
    <message>
        <source>Search the library</source>
        <translation>搜索资料库</translation>
    </message>
    <message>
        <source>Bin</source>
        <translation>回收站</translation>
    </message>
    <message>
        <source>Show what was thrown away</source>
        <translation>显示丢弃的内容</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Compare selected</source>
        <translation>比较选中的运行</translation>
    </message>
    <message>
        <source>Throw away</source>
        <translation>丢弃</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>取回</translation>
    </message>
    <message>
        <source>Delete for ever</source>
        <translation>永久删除</translation>
    </message>
    <message>
        <source>Show folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <source>NOTES</source>
        <translation>笔记</translation>
    </message>
    <message>
        <source>CONFIG</source>
        <translation>配置</translation>
    </message>
    <message>
        <source>FILES</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>The bin is empty.
What you throw away in the library waits here until you delete it for ever.</source>
        <translation>回收站是空的。
在资料库中丢弃的内容会留在这里，直到永久删除。</translation>
    </message>
    <message>
        <source>No run has all of these words.
Esc shows every run again.</source>
        <translation>没有运行含有所有这些词。
按 Esc 重新显示全部运行。</translation>
    </message>
    <message>
        <source>Every run you train is kept here: its curves, its settings and what it learned.
Press Space in Learn to train one, or drop a .metascope file on the window.</source>
        <translation>你训练的每个运行都保存在这里：曲线、设置和学到的内容。
在“学习”中按空格键即可训练一个，也可以把 .metascope 文件拖进窗口。</translation>
    </message>
    <message>
        <source>deletion of {n} runs</source>
        <translation>删除 {n} 个运行</translation>
    </message>
    <message>
        <source>deletion of {run}</source>
        <translation>删除 {run}</translation>
    </message>
    <message>
        <source>{n} runs are in the bin.</source>
        <translation>{n} 个运行在回收站中。</translation>
    </message>
    <message>
        <source>{run} is in the bin.</source>
        <translation>{run} 在回收站中。</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Open in Learn	Enter</source>
        <translation>在“学习”中打开	Enter</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Tick for Compare	Space</source>
        <translation>勾选以比较	Space</translation>
    </message>
    <message>
        <source>Rename	F2</source>
        <translation>重命名	F2</translation>
    </message>
    <message>
        <source>Star	*</source>
        <translation>星标	*</translation>
    </message>
    <message>
        <source>Copy its name</source>
        <translation>复制名称</translation>
    </message>
    <message>
        <source>Save as a file…</source>
        <translation>保存为文件…</translation>
    </message>
    <message>
        <source>Throw away	Del</source>
        <translation>丢弃	Del</translation>
    </message>
    <message>
        <source>{run} is still training; stop it first, then throw it away.</source>
        <translation>{run} 仍在训练；请先停止，再丢弃。</translation>
    </message>
    <message>
        <source>{run} is an example that comes with the program; it stays as it is.</source>
        <translation>{run} 是程序自带的示例，保持原样。</translation>
    </message>
    <message>
        <source>Compare {n} ticked</source>
        <translation>比较勾选的 {n} 个</translation>
    </message>
    <message>
        <source>{n} runs</source>
        <translation>{n} 个运行</translation>
    </message>
    <message>
        <source>1 run</source>
        <translation>1 个运行</translation>
    </message>
    <message>
        <source>{n} of {all} runs</source>
        <translation>{n} / {all} 个运行</translation>
    </message>
    <message>
        <source>Copy as a table	Ctrl+C</source>
        <translation>复制为表格	Ctrl+C</translation>
    </message>
</context>
<context>
    <name>LibraryTable</name>
    <message>
        <source>Ticked runs are compared (Space)</source>
        <translation>勾选的运行用于比较（空格）</translation>
    </message>
    <message>
        <source>data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>date</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>finished</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>loads</source>
        <translation>载入</translation>
    </message>
    <message>
        <source>method</source>
        <translation>方法</translation>
    </message>
    <message>
        <source>name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>score</source>
        <translation>成绩</translation>
    </message>
    <message>
        <source>seed</source>
        <translation>种子</translation>
    </message>
    <message>
        <source>state</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>tags</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>task</source>
        <translation>任务</translation>
    </message>
    <message>
        <source>tasks</source>
        <translation>任务数</translation>
    </message>
    <message>
        <source>test episodes, mean ± 95 % interval</source>
        <translation>测试任务，均值 ± 95 % 置信区间</translation>
    </message>
    <message>
        <source>time</source>
        <translation>用时</translation>
    </message>
    <message>
        <source>trains</source>
        <translation>训练中</translation>
    </message>
    <message>
        <source>validation episodes, mean ± 95 % interval</source>
        <translation>验证任务，均值 ± 95 % 置信区间</translation>
    </message>
    <message>
        <source>waits</source>
        <translation>等待</translation>
    </message>
    <message>
        <source>{shot} points</source>
        <translation>{shot} 个点</translation>
    </message>
    <message>
        <source>{sign} interrupted</source>
        <translation>{sign} 已中断</translation>
    </message>
    <message>
        <source>{way}-way {shot}-shot</source>
        <translation>{way}-way {shot}-shot</translation>
    </message>
    <message>
        <source>Runs of the library</source>
        <translation>资料库中的运行</translation>
    </message>
    <message>
        <source>Enter opens, Space ticks for Compare, F2 renames, * stars, Delete throws away</source>
        <translation>Enter 打开，空格勾选以比较，F2 重命名，* 加星标，Delete 丢弃</translation>
    </message>
    <message>
        <source>ticks</source>
        <translation>勾选</translation>
    </message>
    <message>
        <source>stars</source>
        <translation>星标</translation>
    </message>
    <message>
        <source>colours</source>
        <translation>颜色</translation>
    </message>
    <message>
        <source>All columns as at first</source>
        <translation>恢复全部列</translation>
    </message>
    <message>
        <source>{sign} unreadable</source>
        <translation>{sign} 无法读取</translation>
    </message>
</context>
<context>
    <name>LossView</name>
    <message>
        <source>Loss after adaptation</source>
        <translation>适应后的损失</translation>
    </message>
    <message>
        <source>loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>The loss of every run will fall here.
Press Space to start.</source>
        <translation>每个运行的损失会在这里下降。
按空格键开始。</translation>
    </message>
    <message>
        <source>support</source>
        <translation>支持集</translation>
    </message>
    <message>
        <source>source</source>
        <translation>源</translation>
    </message>
    <message>
        <source>before</source>
        <translation>适应前</translation>
    </message>
    <message>
        <source>{name}: the loss is not a number</source>
        <translation>{name}：损失不是一个数</translation>
    </message>
    <message>
        <source>Strong: query loss; thin: support loss of the selected run.</source>
        <translation>粗线：查询损失；细线：选中运行的支持集损失。</translation>
    </message>
    <message>
        <source>Source: loss on all training classes, which is what it learns from.</source>
        <translation>源：全部训练类别上的损失，它就是从这里学习的。</translation>
    </message>
    <message>
        <source>{count} values are not numbers.</source>
        <translation>有 {count} 个值不是数。</translation>
    </message>
    <message>
        <source>Runs with another kind of loss, not drawn here: {count}.</source>
        <translation>有 {count} 个运行用的是另一种损失，没有画在这里。</translation>
    </message>
    <message>
        <source>{count} values are not above zero: a logarithmic axis has no place for them.</source>
        <translation>有 {count} 个值不大于零，无法画在对数轴上。</translation>
    </message>
</context>
<context>
    <name>MemoryView</name>
    <message>
        <source>Memory of one episode</source>
        <translation>一个情节的记忆</translation>
    </message>
    <message>
        <source>slot</source>
        <translation>槽</translation>
    </message>
    <message>
        <source>The memory of one episode, picture by picture, for methods that have one.
Press Space to start.</source>
        <translation>一个情节的记忆，逐张图片展示，适用于有记忆的方法。
按空格键开始。</translation>
    </message>
    <message>
        <source>Slots of the memory</source>
        <translation>记忆的槽</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>显示</translation>
    </message>
    <message>
        <source>slots as pictures</source>
        <translation>以图片显示各槽</translation>
    </message>
    <message>
        <source>what it holds</source>
        <translation>存了什么</translation>
    </message>
    <message>
        <source>where it wrote</source>
        <translation>写在哪里</translation>
    </message>
    <message>
        <source>where it read</source>
        <translation>读自哪里</translation>
    </message>
    <message>
        <source>usage of slots</source>
        <translation>槽的使用量</translation>
    </message>
    <message>
        <source>After picture {place} of {count}. {diagnosis}</source>
        <translation>第 {place} 张图片之后，共 {count} 张。{diagnosis}</translation>
    </message>
    <message>
        <source>; most: slots {slots}</source>
        <translation>；最多的槽：{slots}</translation>
    </message>
    <message>
        <source>last written for picture</source>
        <translation>最后一次写入时的图片</translation>
    </message>
    <message>
        <source>class</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>read</source>
        <translation>读取</translation>
    </message>
    <message>
        <source>usage</source>
        <translation>使用量</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>Play the episode</source>
        <translation>播放这个情节</translation>
    </message>
    <message>
        <source>Head</source>
        <translation>读写头</translation>
    </message>
    <message>
        <source>all heads</source>
        <translation>所有读写头</translation>
    </message>
    <message>
        <source>All slots</source>
        <translation>所有槽</translation>
    </message>
    <message>
        <source>Close the history of the slot</source>
        <translation>关闭这个槽的历史</translation>
    </message>
    <message>
        <source>head {number}</source>
        <translation>第 {number} 头</translation>
    </message>
    <message>
        <source>Bold: written now; bar: read now; a click shows a slot&apos;s history.</source>
        <translation>粗框：正在写入；条：正在读取；点击查看一个槽的历史。</translation>
    </message>
    <message>
        <source>place in the slot</source>
        <translation>槽内位置</translation>
    </message>
    <message>
        <source>picture, by its class</source>
        <translation>图片，按类别</translation>
    </message>
    <message>
        <source> What reads add to an even spread over the slots.</source>
        <translation>读取在均匀分布之外所增加的部分。</translation>
    </message>
    <message>
        <source>{name}, presentation {k}: {mark} answered {guess}, {share} % sure. Slot {slot} was wiped for it.</source>
        <translation>{name}，第 {k} 次出现：{mark} 回答 {guess}，把握 {share} %。为它清空了第 {slot} 槽。</translation>
    </message>
    <message>
        <source>Right in this episode, by presentation of the class: {shares}.</source>
        <translation>本情节中的正确率，按类别第几次出现：{shares}。</translation>
    </message>
    <message>
        <source>The earlier slot read most is of the picture&apos;s own class in {found} % ({luck} % by luck).</source>
        <translation>读取最多的早前的槽，有 {found} % 属于该图片自己的类别（随机为 {luck} %）。</translation>
    </message>
    <message>
        <source>⚠ The slots are all alike (cosine {value}).</source>
        <translation>⚠ 所有槽都很相似（余弦 {value}）。</translation>
    </message>
    <message>
        <source>⚠ The heads read alike (cosine {value}).</source>
        <translation>⚠ 各读头读取的内容很相似（余弦 {value}）。</translation>
    </message>
    <message>
        <source>⚠ Reads are nearly flat: an average of all slots.</source>
        <translation>⚠ 读取几乎是均匀的：相当于所有槽的平均。</translation>
    </message>
    <message>
        <source>slot {slot}, place {place}: {value}</source>
        <translation>第 {slot} 槽，位置 {place}：{value}</translation>
    </message>
    <message>
        <source>picture {picture} ({name}), slot {slot}: {value}</source>
        <translation>第 {picture} 张图片 ({name})，第 {slot} 槽：{value}</translation>
    </message>
</context>
<context>
    <name>MovementView</name>
    <message>
        <source>Which layers adapt</source>
        <translation>哪些层在适应</translation>
    </message>
    <message>
        <source>inner step</source>
        <translation>内循环步</translation>
    </message>
    <message>
        <source>relative movement</source>
        <translation>相对移动量</translation>
    </message>
    <message>
        <source>How far every layer moves in each inner step, for methods that adapt weights.
Press Space to start: a line for each layer.</source>
        <translation>每个内循环步中各层移动多远，适用于会适应权重的方法。
按空格键开始：每层一条线。</translation>
    </message>
    <message>
        <source>‖φ − θ‖ / ‖θ‖ of each layer, mean over the probe tasks.</source>
        <translation>各层的 ‖φ − θ‖ / ‖θ‖，对探测任务取平均。</translation>
    </message>
    <message>
        <source>At step {step}, {layer} has moved most: {value}.</source>
        <translation>第 {step} 步时，{layer}移动最多：{value}。</translation>
    </message>
</context>
<context>
    <name>MultiplesView</name>
    <message>
        <source>no validation yet</source>
        <translation>尚未验证</translation>
    </message>
    <message>
        <source>accuracy</source>
        <translation>准确率</translation>
    </message>
    <message>
        <source>MSE</source>
        <translation>均方误差</translation>
    </message>
    <message>
        <source>Up: {what} on validation tasks; across: {axis}; the same in every plot. Grey: the others.</source>
        <translation>纵轴：验证任务上的{what}；横轴：{axis}；每张图相同。灰色：其他方法。</translation>
    </message>
</context>
<context>
    <name>Nobody</name>
    <message>
        <source>Train three quick ones on glyphs</source>
        <translation>在字形上快速训练三个</translation>
    </message>
    <message>
        <source>Draw a few classes, then a query, and every trained learner says what it is.
No run has been trained yet: three small ones take about a minute, and answer here as they learn.</source>
        <translation>画几个类别，再画一个查询，每个训练好的学习器都会说出它是什么。
还没有训练过任何运行：三个小运行约需一分钟，边学边在这里作答。</translation>
    </message>
    <message>
        <source>Draw a few classes, then a query, and every trained learner says what it is.
Runs are being trained now; each answers here from its first checkpoint on.</source>
        <translation>画几个类别，再画一个查询，每个训练好的学习器都会说出它是什么。
有运行正在训练；每个运行写出第一个检查点后就会在这里作答。</translation>
    </message>
</context>
<context>
    <name>Notes</name>
    <message>
        <source>What was this run for? What did it show?</source>
        <translation>这个运行是为了什么？它说明了什么？</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>笔记</translation>
    </message>
</context>
<context>
    <name>NotesPane</name>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>tasks seen</source>
        <translation>已见任务数</translation>
    </message>
    <message>
        <source>This run was not validated yet.</source>
        <translation>这个运行尚未验证。</translation>
    </message>
    <message>
        <source>Tags: lecture, paper</source>
        <translation>标签：讲课、论文</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>No run is selected.</source>
        <translation>没有选中运行。</translation>
    </message>
    <message>
        <source>Accuracy on unseen classes</source>
        <translation>未见类别上的准确率</translation>
    </message>
    <message>
        <source>Error on unseen tasks</source>
        <translation>未见任务上的误差</translation>
    </message>
    <message>
        <source>accuracy</source>
        <translation>准确率</translation>
    </message>
    <message>
        <source>MSE</source>
        <translation>均方误差</translation>
    </message>
    <message>
        <source>Step {step} of {steps}, {time} of computing, begun {date}.</source>
        <translation>第 {step} 步，共 {steps} 步；计算用时 {time}；开始于 {date}。</translation>
    </message>
    <message>
        <source>Test: {score} over {n} episodes at step {step}.</source>
        <translation>测试：第 {step} 步时在 {n} 个任务上为 {score}。</translation>
    </message>
</context>
<context>
    <name>OverlayView</name>
    <message>
        <source>Accuracy on unseen classes</source>
        <translation>未见类别上的准确率</translation>
    </message>
    <message>
        <source>accuracy</source>
        <translation>准确率</translation>
    </message>
    <message>
        <source>The curves of the compared runs will appear here, over one another,
as soon as the first is validated.</source>
        <translation>参与比较的运行，曲线会叠放在这里，
第一个运行验证之后即可看到。</translation>
    </message>
    <message>
        <source>Error on unseen tasks</source>
        <translation>未见任务上的误差</translation>
    </message>
    <message>
        <source>MSE</source>
        <translation>均方误差</translation>
    </message>
    <message>
        <source>chance</source>
        <translation>随机水平</translation>
    </message>
    <message>
        <source>{source}: {value}</source>
        <translation>{source}：{value}</translation>
    </message>
    <message>
        <source>Band: 95 % CI over {count} seeds, thin: each seed.</source>
        <translation>区间带：{count} 个种子的 95 % 置信区间；细线：各个种子。</translation>
    </message>
    <message>
        <source>Band: ± 1 standard deviation over {count} seeds, thin: each seed.</source>
        <translation>区间带：{count} 个种子的 ± 1 标准差；细线：各个种子。</translation>
    </message>
    <message>
        <source>Band: lowest to highest of {count} seeds, thin: each seed.</source>
        <translation>区间带：{count} 个种子的最低到最高；细线：各个种子。</translation>
    </message>
    <message>
        <source> or </source>
        <translation> 或 </translation>
    </message>
    <message>
        <source>One seed: training luck is not measured; band: 95 % CI over {count} validation tasks.</source>
        <translation>只有一个种子：训练的偶然性没有测量；区间带：{count} 个验证任务的 95 % 置信区间。</translation>
    </message>
    <message>
        <source>Where there is one seed, training luck is not measured; band there: 95 % CI over {count} validation tasks.</source>
        <translation>只有一个种子的方法，训练的偶然性没有测量；其区间带是 {count} 个验证任务的 95 % 置信区间。</translation>
    </message>
    <message>
        <source>Grey until one points at them: all but the {count} leading and the selected one.</source>
        <translation>除领先的 {count} 个和选中的以外都是灰色，指向时显色。</translation>
    </message>
    <message>
        <source>Newest validation not finite: {names}.</source>
        <translation>最近一次验证的结果不是有限数：{names}。</translation>
    </message>
</context>
<context>
    <name>Palette</name>
    <message>
        <source>An action, a place, a panel, an algorithm or a dataset</source>
        <translation>操作、位置、面板、算法或数据集</translation>
    </message>
    <message>
        <source>Nothing here is called that.</source>
        <translation>这里没有叫这个名字的。</translation>
    </message>
    <message>
        <source>Search actions</source>
        <translation>查找操作</translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>找到的内容</translation>
    </message>
    <message>
        <source>What you look for</source>
        <translation>要找的内容</translation>
    </message>
</context>
<context>
    <name>PathView</name>
    <message>
        <source>Path through the support loss</source>
        <translation>支持集损失上的路径</translation>
    </message>
    <message>
        <source>first main direction</source>
        <translation>第一主方向</translation>
    </message>
    <message>
        <source>second main direction</source>
        <translation>第二主方向</translation>
    </message>
    <message>
        <source>Where the inner steps take the weights, on the loss they descend, for methods that adapt weights.
Press Space to start: the steps walk downhill.</source>
        <translation>内循环步把权重带到哪里，画在它们所下降的损失上，适用于会适应权重的方法。
按空格键开始：各步走下坡。</translation>
    </message>
    <message>
        <source>log₁₀ loss</source>
        <translation>log₁₀ 损失</translation>
    </message>
    <message>
        <source>path</source>
        <translation>路径</translation>
    </message>
    <message>
        <source>Step {step}: support loss {loss} (start {start}). Contours are even in log loss; the plane explains {share} % of the path.</source>
        <translation>第 {step} 步：支持集损失 {loss}（起点 {start}）。等高线按对数损失均匀分布；这个平面解释了路径的 {share} %。</translation>
    </message>
</context>
<context>
    <name>PictureFiles</name>
    <message>
        <source>One file was not used: {why}.</source>
        <translation>有一个文件没有使用：{why}。</translation>
    </message>
    <message>
        <source>One picture was taken.</source>
        <translation>已取用一张图片。</translation>
    </message>
    <message>
        <source>{count} files were not used: {why}.</source>
        <translation>有 {count} 个文件没有使用：{why}。</translation>
    </message>
    <message>
        <source>{count} more files could not be read.</source>
        <translation>另有 {count} 个文件无法读取。</translation>
    </message>
    <message>
        <source>{count} pictures were taken.</source>
        <translation>已取用 {count} 张图片。</translation>
    </message>
    <message>
        <source>{file} is all of one brightness, so there is nothing to tell apart.</source>
        <translation>{file} 亮度处处相同，没有可以辨认的内容。</translation>
    </message>
    <message>
        <source>{file} is damaged: it cannot be decoded as a picture.</source>
        <translation>{file} 已损坏：无法解码为图片。</translation>
    </message>
    <message>
        <source>{file} is not a picture that can be read: PNG, JPEG, BMP, GIF and WebP are.</source>
        <translation>{file} 不是可以读取的图片：可以读取 PNG、JPEG、BMP、GIF 和 WebP。</translation>
    </message>
    <message>
        <source>{file} is too large: it has {count} MB, and at most {most} MB are read.</source>
        <translation>{file} 太大：它有 {count} MB，最多读取 {most} MB。</translation>
    </message>
    <message>
        <source>{file} is too large: it has {count} million pixels, and at most {most} million are read.</source>
        <translation>{file} 太大：它有 {count} 百万像素，最多读取 {most} 百万像素。</translation>
    </message>
    <message>
        <source>{file} may not be read: its permissions forbid it.</source>
        <translation>{file} 不允许读取：权限不足。</translation>
    </message>
</context>
<context>
    <name>PictureMenu</name>
    <message>
        <source>Copy picture</source>
        <translation>复制图片</translation>
    </message>
    <message>
        <source>Save as PNG…</source>
        <translation>保存为 PNG…</translation>
    </message>
    <message>
        <source>Save as {kind}…</source>
        <translation>保存为 {kind}…</translation>
    </message>
    <message>
        <source>View as table</source>
        <translation>以表格查看</translation>
    </message>
    <message>
        <source>Detach, or put back</source>
        <translation>分离为窗口，或放回</translation>
    </message>
    <message>
        <source>Save figure</source>
        <translation>保存图</translation>
    </message>
</context>
<context>
    <name>PlaneTask</name>
    <message>
        <source>Classes</source>
        <translation>类别数</translation>
    </message>
    <message>
        <source>From a test episode</source>
        <translation>取自测试任务</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>清空</translation>
    </message>
    <message>
        <source>A click places</source>
        <translation>点击放置</translation>
    </message>
    <message>
        <source>Click places a point, drag moves it, right-click removes it. Beside each name: points on their own side of the boundary.</source>
        <translation>点击放一个点，拖动可移动，右键可移除。名称旁：落在自己一侧的点数。</translation>
    </message>
    <message>
        <source>Class {letter} has no point yet: every class needs one.</source>
        <translation>类别 {letter} 还没有点：每一类都需要一个。</translation>
    </message>
    <message>
        <source>number of classes</source>
        <translation>类别数的更改</translation>
    </message>
    <message>
        <source>points placed or removed</source>
        <translation>放置或移除的点</translation>
    </message>
    <message>
        <source>moved point</source>
        <translation>移动的点</translation>
    </message>
    <message>
        <source>moved points</source>
        <translation>移动的各点</translation>
    </message>
    <message>
        <source>Clicks place points of class {letter}</source>
        <translation>点击放置类别 {letter} 的点</translation>
    </message>
</context>
<context>
    <name>PlaneTile</name>
    <message>
        <source>Click to place a point of the chosen class, drag one to move it, right-click to remove it</source>
        <translation>点击放置所选类别的点，拖动可移动，右键可移除</translation>
    </message>
    <message>
        <source>{name}: {right} of {count} points on their own side</source>
        <translation>{name}：{count} 个点中有 {right} 个落在自己一侧</translation>
    </message>
    <message>
        <source>{right} of {count}</source>
        <translation>{right}/{count}</translation>
    </message>
</context>
<context>
    <name>PlotMenu</name>
    <message>
        <source>Copy picture</source>
        <translation>复制图片</translation>
    </message>
    <message>
        <source>Detach, or put back</source>
        <translation>分离为窗口，或放回</translation>
    </message>
    <message>
        <source>Logarithmic x</source>
        <translation>横轴取对数</translation>
    </message>
    <message>
        <source>Logarithmic y</source>
        <translation>纵轴取对数</translation>
    </message>
    <message>
        <source>Reset view</source>
        <translation>还原视图</translation>
    </message>
    <message>
        <source>Save a film</source>
        <translation>保存动画</translation>
    </message>
    <message>
        <source>Save as PNG…</source>
        <translation>保存为 PNG…</translation>
    </message>
    <message>
        <source>Save as a matplotlib script…</source>
        <translation>保存为 matplotlib 脚本…</translation>
    </message>
    <message>
        <source>Save as large PNG (4×)…</source>
        <translation>保存为大幅 PNG (4×)…</translation>
    </message>
    <message>
        <source>Save as {kind}…</source>
        <translation>保存为 {kind}…</translation>
    </message>
    <message>
        <source>Save figure</source>
        <translation>保存图</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>显示</translation>
    </message>
    <message>
        <source>View as table</source>
        <translation>以表格查看</translation>
    </message>
    <message>
        <source>points</source>
        <translation>点</translation>
    </message>
</context>
<context>
    <name>PlotPanel</name>
    <message>
        <source>Plot</source>
        <translation>图</translation>
    </message>
    <message>
        <source>{title} (thousands)</source>
        <translation>{title}（千）</translation>
    </message>
    <message>
        <source>{title} (millions)</source>
        <translation>{title}（百万）</translation>
    </message>
    <message>
        <source>None of the values is a finite number, so there is nothing to draw.</source>
        <translation>没有一个值是有限数，因此没有可画的内容。</translation>
    </message>
    <message>
        <source>No value is above zero, so a logarithmic scale has nothing to show.</source>
        <translation>没有大于零的值，对数刻度下无可显示。</translation>
    </message>
</context>
<context>
    <name>PointsTask</name>
    <message>
        <source>Tick a run that learned sinusoids, or train one: MAML on sinusoids takes a minute.</source>
        <translation>请勾选一个学过正弦的运行，或训练一个：MAML 学正弦只要一分钟。</translation>
    </message>
    <message>
        <source>Your task, and every learner&apos;s curve after its inner steps</source>
        <translation>你的任务，以及每个学习器走完内循环步之后的曲线</translation>
    </message>
    <message>
        <source>Amplitude</source>
        <translation>振幅</translation>
    </message>
    <message>
        <source>Phase</source>
        <translation>相位</translation>
    </message>
    <message>
        <source>Back onto the wave</source>
        <translation>放回正弦曲线</translation>
    </message>
    <message>
        <source>Points</source>
        <translation>点</translation>
    </message>
    <message>
        <source>Drag a point; click to add one; right-click a point to remove it</source>
        <translation>拖动一个点；点击可添加；右键点一个点可移除</translation>
    </message>
    <message>
        <source>number of points</source>
        <translation>点的数目</translation>
    </message>
    <message>
        <source>amplitude</source>
        <translation>振幅</translation>
    </message>
    <message>
        <source>phase</source>
        <translation>相位</translation>
    </message>
    <message>
        <source>moved point</source>
        <translation>移动的点</translation>
    </message>
    <message>
        <source>moved points</source>
        <translation>移动的点</translation>
    </message>
    <message>
        <source>truth</source>
        <translation>真实曲线</translation>
    </message>
    <message>
        <source>{name}: error on the points {before}, then {after}</source>
        <translation>{name}：在这些点上的误差 {before}，之后 {after}</translation>
    </message>
    <message>
        <source>{name}: {after}</source>
        <translation>{name}：{after}</translation>
    </message>
    <message>
        <source>Drag a point: every learner adapts again. {errors}.</source>
        <translation>拖动一个点：每个学习器都会重新适应。{errors}。</translation>
    </message>
    <message>
        <source>The learners are getting ready.</source>
        <translation>学习器正在准备。</translation>
    </message>
</context>
<context>
    <name>PresentationView</name>
    <message>
        <source>Accuracy by presentation</source>
        <translation>按出现次数的准确率</translation>
    </message>
    <message>
        <source>outer steps</source>
        <translation>外循环步数</translation>
    </message>
    <message>
        <source>accuracy</source>
        <translation>准确率</translation>
    </message>
    <message>
        <source>How often the 1st, 2nd, 5th ... picture of a class is told right.
Press Space to start.</source>
        <translation>一个类别的第 1、2、5… 张图片有多少次认对。
按空格键开始。</translation>
    </message>
    <message>
        <source>chance</source>
        <translation>随机水平</translation>
    </message>
    <message>
        <source>On training episodes, a running mean. The first can only be guessed; the second is where memory shows.</source>
        <translation>训练情节上的滑动平均。第一次只能猜；第二次才显出记忆。</translation>
    </message>
</context>
<context>
    <name>Quantities</name>
    <message>
        <source>{hours}:{minutes} h</source>
        <translation>{hours}:{minutes} 小时</translation>
    </message>
    <message>
        <source>{minutes}:{seconds} min</source>
        <translation>{minutes}:{seconds} 分</translation>
    </message>
    <message>
        <source>{number}th</source>
        <translation>第 {number} 次</translation>
    </message>
    <message>
        <source>{seconds} s</source>
        <translation>{seconds} 秒</translation>
    </message>
</context>
<context>
    <name>QueryDetail</name>
    <message>
        <source>The answer, step by step</source>
        <translation>逐步的答案</translation>
    </message>
    <message>
        <source>inner step</source>
        <translation>内循环步</translation>
    </message>
    <message>
        <source>probability</source>
        <translation>概率</translation>
    </message>
    <message>
        <source>A query of no known class, answered {guess}.</source>
        <translation>一个类别未知的查询，回答 {guess}。</translation>
    </message>
    <message>
        <source>✓ {truth} ({name}), answered right.</source>
        <translation>✓ {truth} ({name})，答对。</translation>
    </message>
    <message>
        <source>✗ {truth} ({name}), answered {guess}.</source>
        <translation>✗ {truth} ({name})，答成 {guess}。</translation>
    </message>
    <message>
        <source>It looks most at an example of {name} ({value} of its attention).</source>
        <translation>它最关注{name}类的一个样本（占注意力的 {value}）。</translation>
    </message>
    <message>
        <source>Its nearest example is of {name} (distance {value}).</source>
        <translation>离它最近的样本属于{name}类（距离 {value}）。</translation>
    </message>
</context>
<context>
    <name>QuestionBox</name>
    <message>
        <source>Show the answer</source>
        <translation>显示答案</translation>
    </message>
    <message>
        <source>As you believed.</source>
        <translation>和你想的一样。</translation>
    </message>
    <message>
        <source>You believed otherwise.</source>
        <translation>和你想的不同。</translation>
    </message>
</context>
<context>
    <name>RaceView</name>
    <message>
        <source>Race</source>
        <translation>赛况</translation>
    </message>
    <message>
        <source>The bars grow with the first validation.</source>
        <translation>第一次验证之后，条形开始增长。</translation>
    </message>
    <message>
        <source>Mean and 95 % interval on {episodes} identical test tasks.</source>
        <translation>在 {episodes} 个相同测试任务上的均值和 95 % 置信区间。</translation>
    </message>
    <message>
        <source>Mean and 95 % interval on {episodes} validation tasks, as they stand now.</source>
        <translation>在 {episodes} 个验证任务上的均值和 95 % 置信区间，按目前的状态。</translation>
    </message>
    <message>
        <source>Intervals cover tasks and seeds.</source>
        <translation>区间包含任务和种子的变化。</translation>
    </message>
</context>
<context>
    <name>RatesView</name>
    <message>
        <source>Learned step sizes</source>
        <translation>学到的步长</translation>
    </message>
    <message>
        <source>All steps of this run are of one size. With “{field}”, among more settings, they are learned.</source>
        <translation>这次运行的所有步长都相同。更多设置中的“{field}”可让步长由学习得出。</translation>
    </message>
    <message>
        <source>How large a step each layer has learned to take, for methods that learn it.
Press Space to start: they spread from one value.</source>
        <translation>每一层学会走多大的步子，适用于学习步长的方法。
按空格键开始：它们从同一个值散开。</translation>
    </message>
    <message>
        <source>input</source>
        <translation>输入</translation>
    </message>
    <message>
        <source>output</source>
        <translation>输出</translation>
    </message>
    <message>
        <source>Only rates of single weights have a map.</source>
        <translation>只有单个权重的步长才能画成图。</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>显示</translation>
    </message>
    <message>
        <source>all layers</source>
        <translation>所有层</translation>
    </message>
    <message>
        <source>step size α</source>
        <translation>步长 α</translation>
    </message>
    <message>
        <source>% of rates</source>
        <translation>占该层步长的 %</translation>
    </message>
    <message>
        <source>inner step</source>
        <translation>内循环步</translation>
    </message>
    <message>
        <source>Step sizes of {layer}</source>
        <translation>{layer}的步长</translation>
    </message>
    <message>
        <source>Each cell: the mean rate of the weights from one input to one output. All began at {start}.</source>
        <translation>每格：从一个输入到一个输出的权重的平均步长。起点都是 {start}。</translation>
    </message>
    <message>
        <source>input {column} to output {row}: {rate}</source>
        <translation>输入 {column} 到输出 {row}：{rate}</translation>
    </message>
    <message>
        <source>All began at {start}</source>
        <translation>起点都是 {start}</translation>
    </message>
    <message>
        <source>{begun}; one rate for each layer and inner step.</source>
        <translation>{begun}；每层、每个内循环步各一个步长。</translation>
    </message>
    <message>
        <source>{begun} (dashed). None is below zero.</source>
        <translation>{begun}（虚线）。没有小于零的。</translation>
    </message>
    <message>
        <source>{begun} (dashed). Below zero: {share} % of the rates of {layer}, the most of any layer.</source>
        <translation>{begun}（虚线）。小于零的：{layer}有 {share} %，是各层中最多的。</translation>
    </message>
</context>
<context>
    <name>Recovery</name>
    <message>
        <source>Write the runs to another folder…</source>
        <translation>将训练写入另一个文件夹…</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>再次查看</translation>
    </message>
    <message>
        <source>The library {folder} is there again.</source>
        <translation>资料库 {folder} 又可以使用了。</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>What the runs on screen have learned is stored nowhere now. Write them to a folder, or close again to lose them.</source>
        <translation>屏幕上的训练所学到的内容现在没有保存在任何地方。请将它们写入一个文件夹，或再次关闭以放弃它们。</translation>
    </message>
    <message>
        <source>Write the runs to a folder</source>
        <translation>将训练写入文件夹</translation>
    </message>
    <message>
        <source>The runs are in {folder} now, and go on there. Open it next time with --library.</source>
        <translation>训练现在位于 {folder}，并在那里继续。下次请用 --library 打开它。</translation>
    </message>
</context>
<context>
    <name>Remedies</name>
    <message>
        <source>Choose folder…</source>
        <translation>选择文件夹…</translation>
    </message>
    <message>
        <source>End it; go on from the last checkpoint</source>
        <translation>结束它，从最后一个检查点继续</translation>
    </message>
    <message>
        <source>First order</source>
        <translation>一阶近似</translation>
    </message>
    <message>
        <source>Go on from the checkpoint</source>
        <translation>从检查点继续</translation>
    </message>
    <message>
        <source>Go on with inner rate {value}</source>
        <translation>以内循环学习率 {value} 继续</translation>
    </message>
    <message>
        <source>Go on with outer rate {value}</source>
        <translation>以外循环学习率 {value} 继续</translation>
    </message>
    <message>
        <source>Meta-batch {count}</source>
        <translation>元批次 {count}</translation>
    </message>
    <message>
        <source>On the CPU</source>
        <translation>在 CPU 上</translation>
    </message>
    <message>
        <source>{name} has not answered for {seconds} s: it may be at a very slow step, or it hangs.</source>
        <translation>{name} 已有 {seconds} 秒没有响应：可能某一步很慢，也可能已卡住。</translation>
    </message>
    <message>
        <source>Write the runs to another folder…</source>
        <translation>将训练写入另一个文件夹…</translation>
    </message>
</context>
<context>
    <name>RunList</name>
    <message>
        <source>Runs appear here, each with its colour. Several may race at once.</source>
        <translation>运行会出现在这里，各有自己的颜色。可以几个同时进行。</translation>
    </message>
</context>
<context>
    <name>RunTable</name>
    <message>
        <source>Compared methods</source>
        <translation>比较的方法</translation>
    </message>
    <message>
        <source>Only what differs. Click a heading to sort; Ctrl+C copies; right-click for more.</source>
        <translation>只显示不同之处。点击表头排序；Ctrl+C 复制；右击查看更多。</translation>
    </message>
    <message>
        <source>method</source>
        <translation>方法</translation>
    </message>
    <message>
        <source>state</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>accuracy, %</source>
        <translation>准确率，%</translation>
    </message>
    <message>
        <source>MSE</source>
        <translation>均方误差</translation>
    </message>
    <message>
        <source>test {what}</source>
        <translation>测试{what}</translation>
    </message>
    <message>
        <source>validation {what}</source>
        <translation>验证{what}</translation>
    </message>
    <message>
        <source>tasks seen</source>
        <translation>已见任务数</translation>
    </message>
    <message>
        <source>seconds</source>
        <translation>秒</translation>
    </message>
    <message>
        <source>{title}, seeds {seeds}</source>
        <translation>{title}，种子 {seeds}</translation>
    </message>
    <message>
        <source>waits</source>
        <translation>等待</translation>
    </message>
    <message>
        <source>loads</source>
        <translation>载入</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>Copy as text</source>
        <translation>复制为文本</translation>
    </message>
    <message>
        <source>Copy as Markdown</source>
        <translation>复制为 Markdown</translation>
    </message>
    <message>
        <source>Copy as LaTeX</source>
        <translation>复制为 LaTeX</translation>
    </message>
    <message>
        <source>One more seed</source>
        <translation>再加一个种子</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Stop; what it learned is kept</source>
        <translation>停止；已学到的内容会保留</translation>
    </message>
    <message>
        <source>Look inside</source>
        <translation>查看内部</translation>
    </message>
    <message>
        <source>Take out of the comparison</source>
        <translation>移出比较</translation>
    </message>
    <message>
        <source>The best mean; whether it is better, the test tells.</source>
        <translation>均值最好；是否真的更好，要看测试。</translation>
    </message>
</context>
<context>
    <name>SameTaskView</name>
    <message>
        <source>Next task</source>
        <translation>下一个任务</translation>
    </message>
    <message>
        <source>Give all of them another task (N)</source>
        <translation>给它们全部换一个任务 (N)</translation>
    </message>
    <message>
        <source>One and the same unseen task under every method will appear here, as soon as they train.</source>
        <translation>训练开始后，这里会显示各方法面对的同一个未见任务。</translation>
    </message>
    <message>
        <source>task {number}</source>
        <translation>任务 {number}</translation>
    </message>
</context>
<context>
    <name>SampleWeightsView</name>
    <message>
        <source>Used again most</source>
        <translation>重用最多</translation>
    </message>
    <message>
        <source>Used again least</source>
        <translation>重用最少</translation>
    </message>
    <message>
        <source>Weights of source samples, sorted</source>
        <translation>源样本的权重，从大到小</translation>
    </message>
    <message>
        <source>source sample</source>
        <translation>源样本</translation>
    </message>
    <message>
        <source>weight</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>How much every source sample counts for this task, for methods that use samples again.
Press Space to start.</source>
        <translation>每个源样本对这个任务有多重要，适用于重用样本的方法。
按空格键开始。</translation>
    </message>
    <message>
        <source>Source samples used again</source>
        <translation>重用的源样本</translation>
    </message>
    <message>
        <source>round {round}</source>
        <translation>第 {round} 轮</translation>
    </message>
    <message>
        <source>Effective sample size {effective} of {count}; an even weight is 1.</source>
        <translation>{count} 个样本的有效样本量为 {effective}；平均权重为 1。</translation>
    </message>
    <message>
        <source>place</source>
        <translation>位次</translation>
    </message>
    <message>
        <source>most used: weight</source>
        <translation>重用最多：权重</translation>
    </message>
    <message>
        <source>least used: weight</source>
        <translation>重用最少：权重</translation>
    </message>
</context>
<context>
    <name>Scenes</name>
    <message>
        <source>Training {name} now, on this machine: step {step} of {steps}.</source>
        <translation>正在这台电脑上训练{name}：第 {step} 步，共 {steps} 步。</translation>
    </message>
    <message>
        <source>{name} waits for a free core.</source>
        <translation>{name}正在等待空闲的核心。</translation>
    </message>
    <message>
        <source>{name} is asked about this task…</source>
        <translation>正在向{name}询问这个任务…</translation>
    </message>
</context>
<context>
    <name>ScoreView</name>
    <message>
        <source>Accuracy on unseen classes</source>
        <translation>未见类别上的准确率</translation>
    </message>
    <message>
        <source>accuracy</source>
        <translation>准确率</translation>
    </message>
    <message>
        <source>Accuracy on fixed validation tasks, with its 95 % interval, will rise here.</source>
        <translation>固定验证任务上的准确率及其 95 % 置信区间会在这里上升。</translation>
    </message>
    <message>
        <source>Error on unseen tasks</source>
        <translation>未见任务上的误差</translation>
    </message>
    <message>
        <source>MSE</source>
        <translation>均方误差</translation>
    </message>
    <message>
        <source>chance</source>
        <translation>随机水平</translation>
    </message>
    <message>
        <source>example</source>
        <translation>示例</translation>
    </message>
    <message>
        <source>training</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>{name}: {value} (mean ± 95 % CI, n = {count} fixed episodes).</source>
        <translation>{name}：{value}（均值 ± 95 % 置信区间，n = {count} 个固定任务）。</translation>
    </message>
    <message>
        <source>Grey: the example that comes with the program, which has these settings.</source>
        <translation>灰色：程序自带的、设置与此相同的示例。</translation>
    </message>
    <message>
        <source>Runs with another metric, not drawn here: {count}.</source>
        <translation>有 {count} 个运行用的是另一种指标，没有画在这里。</translation>
    </message>
    <message>
        <source>{name}: the validation is not finite</source>
        <translation>{name}：验证结果不是有限数</translation>
    </message>
    <message>
        <source>{name}: the last validation is {value} (in {lacking} of {count} episodes).</source>
        <translation>{name}：最近一次验证为{value}（{count} 个任务中有 {lacking} 个）。</translation>
    </message>
</context>
<context>
    <name>Scores</name>
    <message>
        <source>You</source>
        <translation>你</translation>
    </message>
    <message>
        <source>{right} of {played}</source>
        <translation>{played} 轮答对 {right} 轮</translation>
    </message>
</context>
<context>
    <name>SetupForm</name>
    <message>
        <source>Algorithm</source>
        <translation>算法</translation>
    </message>
    <message>
        <source>Dataset</source>
        <translation>数据集</translation>
    </message>
    <message>
        <source>Folder…</source>
        <translation>文件夹…</translation>
    </message>
    <message>
        <source>A folder that holds the dataset&apos;s archives or unpacked folders</source>
        <translation>存放数据集压缩包或解压后文件夹的文件夹</translation>
    </message>
    <message>
        <source>Zip…</source>
        <translation>Zip…</translation>
    </message>
    <message>
        <source>A zip archive with a folder of pictures for each class</source>
        <translation>每个类别一个图片文件夹的 zip 压缩包</translation>
    </message>
    <message>
        <source>Download…</source>
        <translation>下载…</translation>
    </message>
    <message>
        <source>choice of {name}</source>
        <translation>选择{name}</translation>
    </message>
    <message>
        <source>change of {name}</source>
        <translation>更改{name}</translation>
    </message>
    <message>
        <source>change of {count} settings</source>
        <translation>更改 {count} 项设置</translation>
    </message>
    <message>
        <source>choice of a folder</source>
        <translation>选择文件夹</translation>
    </message>
    <message>
        <source>about {time} in all, {step} ms a step, {memory} of memory</source>
        <translation>总共约 {time}，每步 {step} 毫秒，内存 {memory}</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>random weights</source>
        <translation>随机权重</translation>
    </message>
    <message>
        <source>automatic</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>next run</source>
        <translation>下次生效</translation>
    </message>
    <message>
        <source>The selected run goes on with its own value; Start begins a run with this one.</source>
        <translation>选中的运行仍用它自己的值；按“开始”会用这个值开始新的运行。</translation>
    </message>
    <message>
        <source>No folder chosen yet. {source}</source>
        <translation>尚未选择文件夹。{source}</translation>
    </message>
    <message>
        <source>Folder with the dataset&apos;s files</source>
        <translation>数据集文件所在的文件夹</translation>
    </message>
    <message>
        <source>Zip archives (*.zip)</source>
        <translation>Zip 压缩包 (*.zip)</translation>
    </message>
    <message>
        <source>Zip archive of pictures</source>
        <translation>图片的 zip 压缩包</translation>
    </message>
    <message>
        <source>Asking the server…</source>
        <translation>正在询问服务器…</translation>
    </message>
    <message>
        <source>▾ Fewer settings</source>
        <translation>▾ 较少设置</translation>
    </message>
    <message>
        <source>▸ More settings</source>
        <translation>▸ 更多设置</translation>
    </message>
    <message>
        <source>Change the set-up to this: {settings}</source>
        <translation>把设置改成这样：{settings}</translation>
    </message>
</context>
<context>
    <name>Shelf</name>
    <message>
        <source>Began as {run}.</source>
        <translation>由 {run} 开始。</translation>
    </message>
</context>
<context>
    <name>SlotBoard</name>
    <message>
        <source>Slots of the memory</source>
        <translation>记忆的槽</translation>
    </message>
    <message>
        <source>Slot {slot}: nothing written yet. Read {read} %, usage {usage}.</source>
        <translation>第 {slot} 槽：尚未写入。读取 {read} %，使用量 {usage}。</translation>
    </message>
    <message>
        <source>Slot {slot}: last written for picture {picture}, class {name}. Read {read} %, usage {usage}.</source>
        <translation>第 {slot} 槽：最后一次为第 {picture} 张图片写入，类别 {name}。读取 {read} %，使用量 {usage}。</translation>
    </message>
</context>
<context>
    <name>SlotHistory</name>
    <message>
        <source>picture</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>share</source>
        <translation>比例</translation>
    </message>
    <message>
        <source>Slot {slot} over the episode</source>
        <translation>第 {slot} 槽在整个情节中</translation>
    </message>
    <message>
        <source>usage</source>
        <translation>使用量</translation>
    </message>
    <message>
        <source>read</source>
        <translation>读取</translation>
    </message>
    <message>
        <source>written</source>
        <translation>写入</translation>
    </message>
    <message>
        <source>Written for pictures {pictures}. Read and usage are shares of the most in this episode.</source>
        <translation>为图片 {pictures} 写入。读取和使用量以本情节中的最大值为单位。</translation>
    </message>
    <message>
        <source>Never written in this episode.</source>
        <translation>在本情节中从未写入。</translation>
    </message>
</context>
<context>
    <name>SmallEpisodeView</name>
    <message>
        <source>step {step}: {right} of {count} right</source>
        <translation>第 {step} 步：{count} 个答对 {right} 个</translation>
    </message>
    <message>
        <source>one pass: {right} of {count} right</source>
        <translation>一次前向：{count} 个答对 {right} 个</translation>
    </message>
</context>
<context>
    <name>StageStrip</name>
    <message>
        <source>query loss {query} before</source>
        <translation>适应前查询损失 {query}</translation>
    </message>
    <message>
        <source>one pass over the support set</source>
        <translation>读一遍支持集</translation>
    </message>
    <message>
        <source>step {step} of {steps}, support loss {support}</source>
        <translation>第 {step}/{steps} 步，支持集损失 {support}</translation>
    </message>
    <message>
        <source>query loss {query}</source>
        <translation>查询损失 {query}</translation>
    </message>
    <message>
        <source>query loss {query}, accuracy {accuracy}</source>
        <translation>查询损失 {query}，准确率 {accuracy}</translation>
    </message>
    <message>
        <source>‖Δθ‖ {norm}</source>
        <translation>‖Δθ‖ {norm}</translation>
    </message>
</context>
<context>
    <name>StartProblems</name>
    <message>
        <source>Start with {settings}</source>
        <translation>以 {settings} 开始</translation>
    </message>
</context>
<context>
    <name>StepScrubber</name>
    <message>
        <source>Play inner steps</source>
        <translation>播放内循环步</translation>
    </message>
    <message>
        <source>Inner step</source>
        <translation>内循环步</translation>
    </message>
    <message>
        <source>Inner steps; [ and ] move one step. Steps on the shaded part were never trained for.</source>
        <translation>内循环步；[ 和 ] 移动一步。阴影部分的步数从未训练过。</translation>
    </message>
    <message>
        <source>Stop playing</source>
        <translation>停止播放</translation>
    </message>
    <message>
        <source>Play the inner steps once</source>
        <translation>把内循环步播放一遍</translation>
    </message>
    <message>
        <source>step {step} / {steps}</source>
        <translation>第 {step} / {steps} 步</translation>
    </message>
    <message>
        <source>no inner steps</source>
        <translation>没有内循环步</translation>
    </message>
    <message>
        <source>beyond the {count} trained steps</source>
        <translation>超出训练时的 {count} 步</translation>
    </message>
</context>
<context>
    <name>Stories</name>
    <message>
        <source>{number}  {title}</source>
        <translation>{number}  {title}</translation>
    </message>
    <message>
        <source>Open a story</source>
        <translation>打开故事</translation>
    </message>
    <message>
        <source>Stories (*.md)</source>
        <translation>故事 (*.md)</translation>
    </message>
    <message>
        <source>Story {number} of {count}: {title}</source>
        <translation>故事 {number}/{count}：{title}</translation>
    </message>
    <message>
        <source>{page} / {pages}</source>
        <translation>{page} / {pages}</translation>
    </message>
    <message>
        <source>Next story</source>
        <translation>下一个故事</translation>
    </message>
    <message>
        <source>Save as a story, or add a page to one</source>
        <translation>保存为故事，或给故事加一页</translation>
    </message>
    <message>
        <source>This link is not opened: a story may lead to web addresses (http or https) only; it was {link}.</source>
        <translation>未打开此链接：故事只能链接到网址（http 或 https）；这里是 {link}。</translation>
    </message>
    <message>
        <source>This link of the story leads to {link}.</source>
        <translation>故事的这个链接指向 {link}。</translation>
    </message>
    <message>
        <source>Open in the browser</source>
        <translation>在浏览器中打开</translation>
    </message>
    <message>
        <source>Reading {file}…</source>
        <translation>正在读取 {file}…</translation>
    </message>
</context>
<context>
    <name>StoryDesk</name>
    <message>
        <source>Save a film</source>
        <translation>保存动画</translation>
    </message>
    <message>
        <source>The eight stories</source>
        <translation>八个故事</translation>
    </message>
    <message>
        <source>Eight short stories show what these methods do, on real runs. Or drop a folder of pictures here to learn your own.</source>
        <translation>八个小故事，用真实的训练展示这些方法在做什么。也可以把一个图片文件夹拖到这里，学习你自己的类别。</translation>
    </message>
    <message>
        <source>Begin the first story</source>
        <translation>从第一个故事开始</translation>
    </message>
    <message>
        <source>Draw in Try</source>
        <translation>去“试一试”里画</translation>
    </message>
    <message>
        <source>My story</source>
        <translation>我的故事</translation>
    </message>
    <message>
        <source>A page</source>
        <translation>一页</translation>
    </message>
    <message>
        <source>Write here, in Markdown, what is to be seen. To ask something, add a table [ask] with question and answer above.</source>
        <translation>在这里用 Markdown 写出要看的内容。要提问，请在上面加一张带 question 和 answer 的 [ask] 表。</translation>
    </message>
    <message>
        <source>Settings of {name}</source>
        <translation>{name}的设置</translation>
    </message>
</context>
<context>
    <name>StoryPanel</name>
    <message>
        <source>Story</source>
        <translation>故事</translation>
    </message>
    <message>
        <source>Set this page up again</source>
        <translation>重新布置这一页</translation>
    </message>
    <message>
        <source>End the story and bring the window back as it was</source>
        <translation>结束故事，恢复窗口原样</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>下一步</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
</context>
<context>
    <name>SweepView</name>
    <message>
        <source>The first tests are under way.</source>
        <translation>最初的测试正在进行。</translation>
    </message>
    <message>
        <source>shots</source>
        <translation>样本数 (shot)</translation>
    </message>
    <message>
        <source>ways</source>
        <translation>类别数</translation>
    </message>
    <message>
        <source>inner steps at test</source>
        <translation>测试时的内循环步数</translation>
    </message>
    <message>
        <source>accuracy</source>
        <translation>准确率</translation>
    </message>
    <message>
        <source>MSE</source>
        <translation>均方误差</translation>
    </message>
    <message>
        <source>{what} against {x}</source>
        <translation>{what}随{x}的变化</translation>
    </message>
    <message>
        <source>Test {what}</source>
        <translation>测试{what}</translation>
    </message>
    <message>
        <source>chance</source>
        <translation>随机水平</translation>
    </message>
    <message>
        <source>{count} test tasks for each point; band: 95 % CI.</source>
        <translation>每个点 {count} 个测试任务；区间带：95 % 置信区间。</translation>
    </message>
    <message>
        <source>No inner steps: {names}.</source>
        <translation>没有内循环步：{names}。</translation>
    </message>
    <message>
        <source>Trained with {n}-shot tasks.</source>
        <translation>训练用的是 {n}-shot 任务。</translation>
    </message>
    <message>
        <source>Trained with {n}-way tasks.</source>
        <translation>训练用的是 {n}-way 任务。</translation>
    </message>
    <message>
        <source>Made for their number of ways only: {names}.</source>
        <translation>只适用于自己的类别数：{names}。</translation>
    </message>
    <message>
        <source>Scores not finite at some places: {names}.</source>
        <translation>部分位置的得分不是有限数：{names}。</translation>
    </message>
    <message>
        <source>Nothing is tested in these settings; choose them above to begin.</source>
        <translation>尚未在这些设置下测试；在上方选择即可开始。</translation>
    </message>
</context>
<context>
    <name>TenRounds</name>
    <message>
        <source>Query</source>
        <translation>查询</translation>
    </message>
    <message>
        <source>The query is of class {letter}</source>
        <translation>查询属于类别 {letter}</translation>
    </message>
    <message>
        <source>Begin ten rounds</source>
        <translation>开始十轮</translation>
    </message>
    <message>
        <source>Five characters nobody has seen, one drawing of each. Say which of them the large one is; the machines answer the same.</source>
        <translation>五个谁都没见过的字符，各画一次。说出大图是其中哪一个；机器也回答同样的题。</translation>
    </message>
    <message>
        <source>Tick runs that learned five classes of pictures: they are whom you play against.</source>
        <translation>请勾选学过五类图片的运行：它们就是你的对手。</translation>
    </message>
    <message>
        <source>Round {round} of {rounds}: which class is the large one?</source>
        <translation>第 {round} 轮，共 {rounds} 轮：大图是哪一类？</translation>
    </message>
    <message>
        <source>Right: it is {letter}.</source>
        <translation>答对了：是 {letter}。</translation>
    </message>
    <message>
        <source>It is {letter}.</source>
        <translation>是 {letter}。</translation>
    </message>
    <message>
        <source>Play again</source>
        <translation>再玩一次</translation>
    </message>
    <message>
        <source>Next round</source>
        <translation>下一轮</translation>
    </message>
</context>
<context>
    <name>TermsBar</name>
    <message>
        <source>+ Algorithm</source>
        <translation>+ 算法</translation>
    </message>
    <message>
        <source>Add an algorithm: it gets the same tasks, seeds, budget, network and test episodes</source>
        <translation>添加算法：它会得到相同的任务、种子、预算、网络和测试任务</translation>
    </message>
    <message>
        <source>Grid…</source>
        <translation>组合…</translation>
    </message>
    <message>
        <source>Queue several algorithms, seeds and datasets at once</source>
        <translation>让几种算法、种子和数据集一次排队</translation>
    </message>
    <message>
        <source>Dataset</source>
        <translation>数据集</translation>
    </message>
    <message>
        <source>Ways</source>
        <translation>类别数 (way)</translation>
    </message>
    <message>
        <source>Shots</source>
        <translation>样本数 (shot)</translation>
    </message>
    <message>
        <source>Seeds</source>
        <translation>种子数</translation>
    </message>
    <message>
        <source>Runs of every algorithm, each with a seed of its own; more of them measure the luck of training</source>
        <translation>每种算法的运行数，各用自己的种子；越多，越能看出训练的偶然性</translation>
    </message>
    <message>
        <source>tasks seen</source>
        <translation>已见任务数</translation>
    </message>
    <message>
        <source>compute seconds</source>
        <translation>计算秒数</translation>
    </message>
    <message>
        <source>outer steps</source>
        <translation>外循环步数</translation>
    </message>
    <message>
        <source>Budget</source>
        <translation>预算</translation>
    </message>
    <message>
        <source>The runs that are here were trained on these tasks; a new comparison can have others.</source>
        <translation>这里的运行是在这些任务上训练的；要用别的任务，请开始新的比较。</translation>
    </message>
    <message>
        <source>-way</source>
        <translation>-way</translation>
    </message>
    <message>
        <source>-shot</source>
        <translation>-shot</translation>
    </message>
    <message>
        <source>seeds</source>
        <translation>种子数</translation>
    </message>
    <message>
        <source>same network</source>
        <translation>相同网络</translation>
    </message>
    <message>
        <source>Same ways and shots for all. Click to let each algorithm have its own preset&apos;s.</source>
        <translation>所有方法的类别数和每类样本数相同。点击后各用自己的预设。</translation>
    </message>
    <message>
        <source>Not the same ways and shots: each algorithm gets its own preset&apos;s. Click to join them again.</source>
        <translation>类别数和每类样本数不同：各算法用自己的预设。点击后重新统一。</translation>
    </message>
    <message>
        <source>Same seeds for all. Click to give every algorithm seeds of its own.</source>
        <translation>所有方法用相同的种子。点击后各用自己的种子。</translation>
    </message>
    <message>
        <source>Not the same seeds: every algorithm gets seeds of its own. Click to join them again.</source>
        <translation>种子不同：每种算法用自己的种子。点击后重新统一。</translation>
    </message>
    <message>
        <source>Same budget for all. Click to let each algorithm train as long as its preset says.</source>
        <translation>所有方法的预算相同。点击后各按自己的预设训练。</translation>
    </message>
    <message>
        <source>Not the same budget: each algorithm trains as long as its preset says. Click to join them again.</source>
        <translation>预算不同：每种算法按自己的预设训练。点击后重新统一。</translation>
    </message>
    <message>
        <source>Same network for all that have one of this kind. Click to let each have its own preset&apos;s.</source>
        <translation>有这类网络的方法都用相同的网络。点击后各用自己的预设。</translation>
    </message>
    <message>
        <source>Not the same network: each algorithm has its own preset&apos;s. Click to join them again.</source>
        <translation>网络不同：每种算法用自己的预设。点击后重新统一。</translation>
    </message>
</context>
<context>
    <name>TestPanel</name>
    <message>
        <source>Test on {count} identical tasks</source>
        <translation>在 {count} 个相同任务上测试</translation>
    </message>
    <message>
        <source>Every checkpoint on the same test tasks of classes nobody has seen, in the background</source>
        <translation>在后台用同样的测试任务测试每个检查点，其中的类别谁都没见过</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Differences</source>
        <translation>差异</translation>
    </message>
    <message>
        <source>by shots</source>
        <translation>按每类样本数</translation>
    </message>
    <message>
        <source>by ways</source>
        <translation>按类别数</translation>
    </message>
    <message>
        <source>by inner steps</source>
        <translation>按内循环步数</translation>
    </message>
    <message>
        <source>Paired differences on the same test tasks</source>
        <translation>在同样测试任务上的配对差异</translation>
    </message>
    <message>
        <source>Test the same checkpoints with fewer and with more shots</source>
        <translation>用更少和更多的每类样本数测试同样的检查点</translation>
    </message>
    <message>
        <source>Test the same checkpoints with fewer and with more ways, where a method allows it</source>
        <translation>在方法允许时，用更少和更多的类别数测试同样的检查点</translation>
    </message>
    <message>
        <source>Test the same checkpoints after fewer and after more inner steps</source>
        <translation>在更少和更多的内循环步之后测试同样的检查点</translation>
    </message>
    <message>
        <source>Tests done</source>
        <translation>已完成的测试</translation>
    </message>
    <message>
        <source>They were tested on different classes, so their scores are not paired.</source>
        <translation>它们在不同的类别上测试，因此得分没有配对。</translation>
    </message>
</context>
<context>
    <name>Theme</name>
    <message>
        <source>No installed font has Chinese letters; install one, such as the package fonts-noto-cjk, to read Chinese here.</source>
        <translation>已安装的字体都没有中文字符；要在这里阅读中文，请安装一种中文字体，例如软件包 fonts-noto-cjk。</translation>
    </message>
</context>
<context>
    <name>Tile</name>
    <message>
        <source>seed {seed}</source>
        <translation>种子 {seed}</translation>
    </message>
</context>
<context>
    <name>TimeLine</name>
    <message>
        <source>Meta-training</source>
        <translation>元训练</translation>
    </message>
    <message>
        <source>Meta-training: how much of the run is done. Drag back to see the inside as it was; the end is now.</source>
        <translation>元训练：运行完成了多少。往回拖可以看当时的内部；末端是现在。</translation>
    </message>
</context>
<context>
    <name>ToyView</name>
    <message>
        <source>Two parameters, three tasks</source>
        <translation>两个参数，三个任务</translation>
    </message>
    <message>
        <source>log₁₀ loss</source>
        <translation>log₁₀ 损失</translation>
    </message>
    <message>
        <source>Inner rate</source>
        <translation>内循环学习率</translation>
    </message>
    <message>
        <source>Inner steps</source>
        <translation>内循环步数</translation>
    </message>
    <message>
        <source>Shade: loss after adaptation. Drag the ring. × where each task is solved, dashed: inner steps. Above the least loss: {words}.</source>
        <translation>深浅：适应后的损失。拖动圆环。× 是各任务的解，虚线：内循环步。高出最小损失：{words}。</translation>
    </message>
</context>
<context>
    <name>TransportBar</name>
    <message>
        <source>Start</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>空格</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>走一步</translation>
    </message>
    <message>
        <source>Inner step</source>
        <translation>内循环步</translation>
    </message>
    <message>
        <source>Slow</source>
        <translation>慢动作</translation>
    </message>
    <message>
        <source>Same seed</source>
        <translation>同种子</translation>
    </message>
    <message>
        <source>New seed</source>
        <translation>新种子</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Back to now</source>
        <translation>回到现在</translation>
    </message>
    <message>
        <source>Show the inside as it is, and follow the run again</source>
        <translation>显示现在的内部，并重新跟随运行</translation>
    </message>
    <message>
        <source>No run yet</source>
        <translation>还没有运行</translation>
    </message>
    <message>
        <source>inside as at step {step}</source>
        <translation>内部显示的是第 {step} 步时的样子</translation>
    </message>
    <message>
        <source>step {step}</source>
        <translation>第 {step} 步</translation>
    </message>
    <message>
        <source>{count} tasks</source>
        <translation>{count} 个任务</translation>
    </message>
    <message>
        <source>{count} tasks/s</source>
        <translation>每秒 {count} 个任务</translation>
    </message>
    <message>
        <source>{time} left</source>
        <translation>还剩 {time}</translation>
    </message>
    <message>
        <source>RAM {size} GB</source>
        <translation>内存 {size} GB</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
</context>
<context>
    <name>Trials</name>
    <message>
        <source>There are no inner steps.</source>
        <translation>没有内循环步。</translation>
    </message>
    <message>
        <source>The process that tests ended unexpectedly; what came back until then is kept.</source>
        <translation>测试进程意外结束；在此之前返回的结果已保留。</translation>
    </message>
</context>
<context>
    <name>TryPage</name>
    <message>
        <source>Who answers</source>
        <translation>谁来回答</translation>
    </message>
    <message>
        <source>Kind of task</source>
        <translation>任务类型</translation>
    </message>
    <message>
        <source>Draw</source>
        <translation>画图</translation>
    </message>
    <message>
        <source>Points</source>
        <translation>点</translation>
    </message>
    <message>
        <source>Plane</source>
        <translation>平面</translation>
    </message>
    <message>
        <source>You against the machines</source>
        <translation>你与机器的较量</translation>
    </message>
    <message>
        <source>WHO ANSWERS</source>
        <translation>谁来回答</translation>
    </message>
    <message>
        <source>{shot} points</source>
        <translation>{shot} 个点</translation>
    </message>
    <message>
        <source>{way}-way {shot}-shot</source>
        <translation>{way}-way {shot}-shot</translation>
    </message>
    <message>
        <source>{dataset}, {shape}</source>
        <translation>{dataset}，{shape}</translation>
    </message>
    <message>
        <source>Nobody answers: tick a run at the left.</source>
        <translation>没有人回答：请在左边勾选一个运行。</translation>
    </message>
    <message>
        <source>Tick a run first: its data deal the episode.</source>
        <translation>请先勾选一个运行：任务由它的数据产生。</translation>
    </message>
    <message>
        <source>Getting ready: {what}</source>
        <translation>正在准备：{what}</translation>
    </message>
</context>
<context>
    <name>Welcome</name>
    <message>
        <source>Which is better, on what, and is it luck?</source>
        <translation>哪个更好？好在哪里？会不会只是运气？</translation>
    </message>
    <message>
        <source>Each algorithm you add gets the same tasks, seeds, budget, network and test episodes as the others; then their curves, their answers to one task, and their scores on 600 identical tasks stand side by side.</source>
        <translation>你添加的每个算法，都与其他算法用相同的任务、种子、预算、网络和测试任务；它们的曲线、对同一任务的回答，以及在 600 个相同任务上的成绩会并排显示。</translation>
    </message>
    <message>
        <source>Compare MAML, Reptile, Prototypical and fine-tuning on glyphs</source>
        <translation>在字形上比较 MAML、Reptile、原型网络和微调</translation>
    </message>
    <message>
        <source>Choose algorithms and tasks myself</source>
        <translation>自己选择算法和任务</translation>
    </message>
    <message>
        <source>Earlier comparisons</source>
        <translation>以前的比较</translation>
    </message>
    <message>
        <source>Compare the {count} runs of this window</source>
        <translation>比较本窗口的 {count} 个运行</translation>
    </message>
    <message>
        <source>{name}: {count} runs</source>
        <translation>{name}：{count} 个运行</translation>
    </message>
</context>
<context>
    <name>Window</name>
    <message>
        <source>Something in the window went wrong; training goes on. The log has the details.</source>
        <translation>窗口出了点问题；训练仍在继续。详细信息在日志中。</translation>
    </message>
</context>
<context>
    <name>_CurveView</name>
    <message>
        <source>the inside is shown as it was here</source>
        <translation>内部显示的是这一时刻的样子</translation>
    </message>
    <message>
        <source>{name} = {value}</source>
        <translation>{name} = {value}</translation>
    </message>
</context>
<context>
    <name>_Row</name>
    <message>
        <source>Pause or go on</source>
        <translation>暂停或继续</translation>
    </message>
    <message>
        <source>Stop; what it learned is kept</source>
        <translation>停止；已学到的内容会保留</translation>
    </message>
    <message>
        <source>Remove from the list; it stays in the library</source>
        <translation>从列表中移除；它仍保留在资料库中</translation>
    </message>
    <message>
        <source>on the cluster</source>
        <translation>在集群上</translation>
    </message>
    <message>
        <source>{speed} tasks/s</source>
        <translation>每秒 {speed} 个任务</translation>
    </message>
    <message>
        <source>{time} left</source>
        <translation>还剩 {time}</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>loading</source>
        <translation>载入中</translation>
    </message>
    <message>
        <source>running</source>
        <translation>进行中</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>finished</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>失败</translation>
    </message>
</context>
<context>
    <name>_Strip</name>
    <message>
        <source>query</source>
        <translation>查询</translation>
    </message>
</context>
<context>
    <name>_Tiles</name>
    <message>
        <source>One task: filled tiles are support examples, hollow ones queries; a row a class</source>
        <translation>一个任务：实心格是支持样本，空心格是查询样本；每类一行</translation>
    </message>
</context>
</TS>
