<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>Actions</name>
    <message>
        <source>&amp;File</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Begin again from another initialisation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Begin again from the same initialisation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change the language</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Checkpoint every run and close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dark theme</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>End the run; what it learned is kept</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>English or Chinese, whichever is not in force</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find an action by its name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Follow the system&apos;s language</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Follow the system&apos;s theme</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Inner scrubber back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Inner scrubber forth</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Inner step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Larger</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Larger type and lines</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learn</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lecture mode</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Light theme</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Logarithmic loss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Logarithmic y-axis of the loss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look at another task of the validation classes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next probe task</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next x-axis</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Normal size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One inner step back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One inner step on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Outer steps, tasks seen, samples seen, compute seconds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Play the stages of the outer steps slowly, one after the other</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put every dock back in its place</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove from the list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reset layout</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restart, new seed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restart, same seed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save a checkpoint</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search actions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search actions…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the library folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the log folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Slow motion</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Smaller</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Smaller type and lines</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start or pause</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start, or pause and go on with the selected run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step once</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take one outer step, then pause</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The list of keyboard shortcuts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The next stage of one outer step: sample, adapt, evaluate, update</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The run stays in the library</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The whole screen, larger type; B blanks it, Esc ends it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Train with the settings on the left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type what you want to do</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What happens with my own task?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is this one algorithm doing now?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where details of failures are written</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where runs and checkpoints are kept</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which is better, on what, and is it luck?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write the run&apos;s state to the library now</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>AdaptationView</name>
    <message>
        <source>inner step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The loss of a dozen probe tasks after each inner step.
Press Space to start: it should fall with every step.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loss by inner step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>loss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Accuracy by inner step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>accuracy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Thick: mean of {count} tasks; thin: queries of each.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mean of {count} tasks; this method adapts in one pass.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shaded: beyond the trained steps ({trained}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>support</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>query</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>AnswerRow</name>
    <message>
        <source>{name} answers {letter} with {share} %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no steps: one pass</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>AttentionView</name>
    <message>
        <source>What each query looks at</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>support example</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>query</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How much attention every query pays to every support example, for methods that look their answer up.
Press Space to start: the blocks of the diagonal light up.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Each read of the support set in turn; the last one is the answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>read {read} of {reads}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Queries pay {share} % of their attention to examples of their own class ({chance} % were it spread evenly).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>query {query} looks at {example}: {value}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Board</name>
    <message>
        <source>Nothing to see of this run yet.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>BoundaryView</name>
    <message>
        <source>One task, its boundaries</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One unseen task in the plane, and which class every place belongs to after each inner step.
Press Space to start.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next task</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another task of the same kind (N)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step {step}: {right} of {count} queries right</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One pass: {right} of {count} queries right</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> (large: support; small: queries; outlined: wrong; classes {shapes}).</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Card</name>
    <message>
        <source>Dismiss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Details</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Note</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Problem</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Catalogue</name>
    <message>
        <source>A controller with an external memory: it stores each example when its label arrives, and looks it up by content.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A finished run (its name in the library) whose weights this one begins with, wherever they have the same name and shape: a pre-trained or multi-task network for a meta-learner, or a meta-trained one for fine-tuning. Empty starts at random.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A test puts each query after the support set as the next example, in a memory of its own.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A. V. Hershey&apos;s stroke fonts (1967), as packaged by Hershey-Fonts; drawn here with a varied pen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ANIL</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Adam at 0.001 and γ = 0.95, as in all public code we know; the paper has RMSProp and 0.99.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Adam at 0.001; the paper&apos;s notebook takes 0.0001, and ten times as long.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All rates begin alike. Watch them spread, layer by layer, and some of them turn negative.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Anneal outer rate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As found: train, val and test folders, or train.csv, val.csv, test.csv (filename,label) or .json lists of classes beside the pictures, and 64/16/20 % of the classes where there are none. By class: always 64/16/20 %, the same for the same names.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Augmented</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Baseline++ weighs the directions of all classes alike; the authors&apos; code learns a length for each.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Batch norm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Batch norm has a scale and shift of its own before every inner step; they are learned by the outer step alone (MAML++).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Batch norm uses the statistics of the support set, for queries too, so that every query is answered by itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Batch-norm scale and shift are adapted too.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Boosting that lets wrong source examples fade, a density ratio of target to source, or all alike (the control).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CIFAR-100 (Krizhevsky 2009) from cs.toronto.edu/~kriz/cifar.html, free to use where the 2009 report is cited; put cifar-100-python.tar.gz or cifar-100-binary.tar.gz in the data folder; split by Bertinetto et al. 2019</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CIFAR-FS</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CNP</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CPU threads for this run; 0 means all cores when alone and one when several race.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Channels of each convolution (images).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Channels of each of the five convolutions.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Class split</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Classes to tell apart in each task (N).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Colour</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare it with MAML on the same seed: what the missing second derivatives cost, and the time they save.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compile</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compile the outer step with torch.compile where the algorithm offers it: slower to start, faster after.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Conditional neural process: reads the support points, takes one mean, and answers everywhere, saying how sure it is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Context</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Controller</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cosine scale</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cosines are multiplied by 10 before the softmax; with the paper&apos;s 1, training is slow and no answer can be sure.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Decoder layers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Device</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drop the second derivatives (FOMAML): faster, less memory, no credit for how steps turn the gradient.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Each row of the attention matrix is one query. Watch the diagonal blocks light up: it learns what to look at.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Each support example writes weights of its own. Watch which of them a query takes, beside the slow weights.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Encoder layers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Errors are 0 or 1 and several classes vote, as in later code; the paper&apos;s proof is for two.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everything random follows from it: same settings and seed, same numbers.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Examples in each inner minibatch when judged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Examples in each inner minibatch.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Examples of each class in the query set, which judge the adapted model.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Examples of each class to train on within a task; the test keeps the set-up&apos;s shots.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>FOMAML</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fast weights for the last convolution and the full layers; the authors&apos; Omniglot code augments all (a setting).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fine-tuning</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fine-tuning rate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fine-tuning rounds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Finn, Abbeel &amp; Levine 2017, section 5.1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>First inner rate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>First order</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>First order until</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fit a sine wave of unknown amplitude and phase from a few points.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fixed validation tasks scored each time; more narrows the interval.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Four tasks make an update; the authors take one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From scratch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Frozen layers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Full: every support embedding knows the others (a bidirectional LSTM), and every query reads them (an attention LSTM).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Glyphs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gradient steps of adaptation during meta-training; the graph of every step is kept, so memory grows with them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gradient steps when the learner is judged or demonstrated.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gradient steps, with momentum 0.9, in each round.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Grey levels, or red, green and blue.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Halve every</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Head</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Heads</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hidden layers of g, which answers at one place.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hidden layers of h, which reads one point.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hidden units</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How 105 x 105 drawings become 28 x 28: mean over the area, or the nearest pixel.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How features become answers.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How features become answers: a linear layer (Baseline), or the cosine to one direction a class (Baseline++).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ILSVRC2012 from image-net.org, under ImageNet&apos;s terms (research and education only, not to be passed on): put a folder or mini_imagenet.zip of the 100 classes in the data folder; split by Ravi &amp; Larochelle 2017</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ink</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Inner batch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Inner batch at test</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Inner optimiser</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Inner rate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Inner rates</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Inner steps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Inner steps at test</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>KLIEP</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>KMM</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Labelled examples of each class in the support set (K).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Labels are one-hot; the paper also has labels of five letters.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lake, Salakhutdinov &amp; Tenenbaum 2015, Science 350:1332 (MIT licence)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layers that have fast weights: the last convolution and the full layers, as the paper does for miniImageNet, or all of them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layers, counted from the pictures, that stay as they are on the support set; the new head always learns.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layers, counted from the pictures, that stay random; 0 trains all of them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learners of drawings expect bright ink on black; dark ink on light paper can be turned round.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learns a starting point from which one or a few gradient steps on the support set solve a new task.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learns an embedding in which each class gathers around the mean of its examples; adaptation is one average.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learns every new task from its support set alone, starting from random weights: the baseline without any transfer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learns several source tasks at once on one shared network, a head for each; a new task gets a new head.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learns the start and, for every single parameter, how far and in which direction one gradient step shall move it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learns to tell all training classes apart, then trains a new head, or more, on the support set of the new task.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Let the outer rate fall to 0.00001 along half a cosine over the run (MAML++).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looks at every support example and answers with their labels, each weighted by how alike it is: attention as memory.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>MAML</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>MAML that adapts only the last layer: the features are meta-learned, and used as they are in every task.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>MAML without second derivatives: the shared start moves along the gradient found where adaptation ended.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>MANN</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Matching Networks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Memory slots</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Meta-SGD</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Meta-batch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>MetaNet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>MetaNet-</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>MetaNet- goes without the task&apos;s own fast weights in the representation.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Metascope&apos;s own; the two moons and the spirals are folklore</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Minibatch steps on each task during meta-training.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Multi-step loss for</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Multi-task learning</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>My pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Networks that write the weights of another: gradients of the support set become fast weights, kept in a memory.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No gradient is taken in a new task: one pass, one mean. Watch the band close around the points it was told.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No task is ever practised: ordinary training, then ordinary training again. See how far that goes, and what moves.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Noise</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Norms by step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is differentiated through: watch the curve after adaptation fall although only ordinary training happens inside.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is learned between tasks, so this curve stays flat. Everything above it is what the others have transferred.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Numbers in each slot, and in each key.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of MAML++, per-step running statistics are left out: its authors&apos; code keeps them, but normalises with the batch&apos;s own.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Omniglot</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One fixed inner rate, or a learned one for every tensor and inner step, starting there (MAML++).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only the head moves during adaptation. Beside MAML, see how little the body&apos;s standing still costs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Outer rate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Outer step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Outer steps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Outer steps after which the rate is halved.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Outer steps between two validations on fixed episodes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Outer steps over which the query loss after every inner step counts, less and less until only the last does (MAML++); 0 is off.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Outer steps taken with first-order gradients before second-order ones begin (MAML++); 0 is off.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Parts of the support set whose gradients the task&apos;s LSTM reads, one after the other.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Phases</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Phases from 0 to π (MAML) or to 2π (Reptile), where averaging over tasks predicts 0.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Picture side</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pictures are shrunk to this side before their pixels are read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pictures are squeezed into a square of this side.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Points in the plane</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Prototypical Networks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quarter turns: drawn per class and task in training only; each turn a class of its own in training; drawn per class and task everywhere; or none. Support and query of a class always share the angle.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Queries</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Queries are normalised with the support set&apos;s statistics, so that a single drawn query can be classified; the paper&apos;s own transductive rule is a setting.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Queries are normalised with the support set&apos;s statistics.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Queries are normalised with the support set&apos;s statistics; the authors use running averages at test.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Queries are normalised with the support set&apos;s statistics; the paper&apos;s rule (support + one query) is a setting.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rates begin at one number that is set; the paper draws it from U[0.005, 0.1].</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read heads, each with a write of its own.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reads</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reptile</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Resize</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rotations</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rounds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rounds of boosting, or of training the head.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rounds of gradient steps on the support set of a new task.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rows of the external memory.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sample reuse</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Say of the source</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shape</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share of a slot&apos;s usage that is left a step later.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share of the way towards the adapted weights, annealed to 0 over the run.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shots</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sinusoids</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Slot width</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Source and target have no class in common, so a source class is given the label of the support class nearest to its mean.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Source examples at hand for reuse, the latest ones seen in training.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Source rate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Source samples</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Source tasks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Source tasks are equal stretches of the training classes in the dataset&apos;s order, not exactly its alphabets.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Source tasks share one network. Where their gradients point apart, what helps one hurts another.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Standard deviation of each point about its place, as a share of the room a class has.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Standard deviation of noise added to every y.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start from</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step 0 is the shared starting point and stays bad; what improves is how far one inner step gets from it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step size of Adam on all networks.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step size of Adam on both networks.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step size of Adam on the controller.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step size of Adam on the embedding.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step size of Adam on the initialisation.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step size of Adam on the source classes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step size of adaptation on the support loss (mean over examples).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step size of adaptation.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step size on the support loss.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Steps a round</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Steps when the learner is judged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Takes source examples along into the new task, each weighted by how much it resembles what the task is about.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tasks averaged in one outer step.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tasks of a meta-batch run side by side, so Adam&apos;s second moment is carried over as its mean over them, not from task to task.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tasks that the training classes are divided into, in their order (neighbours often share an alphabet), a head for each.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tell characters apart that were never seen before: letters, signs and symbols from some twenty scripts.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tell classes of points apart from a few of each, in a plane where every decision can be seen.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tell classes of your own pictures apart: a folder, or a zip archive, with a folder of pictures for each class.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tell handwritten characters apart from one drawing of each: the field&apos;s first benchmark.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tell photographs of a hundred kinds of things apart: the benchmark most few-shot papers report.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tell small colour photographs of animals, plants and things apart: CIFAR-100, split for few-shot learning.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The first time a class comes up it must be guessed; the second time it should be known. Watch the gap open.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The inner loss is the mean over support examples, as in most public code; rates compare accordingly.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The inner loss is the mean over support examples; the authors&apos; code sums over the N classes, so its rate α compares to αN here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The key itself, as in the paper, or a separate vector, as in most public code.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The networks that generate fast weights begin small, so that these are no larger than slow weights at first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The paper&apos;s network on images has one more fully connected layer of 32 units, and an unspecified regularisation term.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The same 100 steps with momentum on the support set as fine-tuning takes, so that the two compare.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The sinusoid network is ReLU with phases in [0, π], as in the MAML task, unless the dataset&apos;s setting says otherwise.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The sinusoid network starts uniform in ±1/√fan-in, which learns several times faster than the authors&apos; normal of 0.01.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The support set is fine-tuned on whole, 100 steps with momentum; the authors take minibatches of 4, with weight decay.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There are no inner steps: one pass over the support set, one mean per class. Watch the classes draw together.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no source to learn from.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Threads</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Times a query reads the support set, with full context.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>TrAdaBoost</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trained on 1 to K support points, so that one learner serves fewer points than K too.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trained on as many ways as tested; the authors train 5-way tests on 60-way episodes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Training shots</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trains on one task with an ordinary optimiser, then moves the shared start a little towards where it ended.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Updates of the meta-parameters before the run ends.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Usage decay</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Validate every</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Validation episodes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Variant</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ways</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weight of all source samples together, that of the support set being 1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weights are taken in the space of learned features; in pixels every kernel is 0 or 1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weights by</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What classes are: clouds, interlocking arcs, arms of a spiral, regions of random smooth functions; mixed draws one per task.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What cosines are multiplied by before the softmax.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What cosines are multiplied by before the softmax; the paper has none (1), with which no answer can be surer than 41 % 5-way.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is written</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What reads the input: an LSTM, or one layer without memory of its own.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What takes the inner steps: Adam with β₁ = 0 (images) or plain SGD (regression).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the step size of every parameter is at the beginning; from then on each is learned, and may become negative.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where tensors live; auto takes the GPU if there is one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which source drawings does the task take along, and which fade? Compare with all weights alike: does reuse help at all?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whose statistics batch normalisation uses for a query: the support set&apos;s, support + that one query (Reptile), TaskNorm, or all queries together (transductive, as in the MAML paper: a query&apos;s answer then depends on the other queries).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Width of all layers, and of the summary r.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Width of the controller.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Width of the two hidden layers (no images).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Width of the two hidden layers (regression).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Width of the two hidden layers and of the embedding (no images).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>With full context the LSTM reads the support set in an order of its own, so that the order of listing says nothing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You; a folder named image_folder in the data folder, or the folder or zip archive you choose</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>adam</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>adapt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>adapt by own rates</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>adapt the head</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>all layers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>area</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>as found</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>as it is</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>attend</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>attention</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>augmented layer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>auto</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>average</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>blobs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>boundaries</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>by class</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>by tensor and step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>classes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>colour</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>context</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>context of the query</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>controller</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>cosine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>cpu</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>cuda</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>dark on light becomes bright</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>density ratio</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>encoder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>evaluate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>everywhere</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>fast weights of an example</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>fast weights of the task</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>feed-forward</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>fine-tune</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>fine-tuning</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>full</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>full turn</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>grey</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>half turn</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>inner step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>inner steps of rate α</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its fast weights</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>lake</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>last layers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>linear</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>lstm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>make fast weights</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>measure</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>memory, its least-used slot wiped first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>meta-update</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>miniImageNet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>mixed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>moons</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>move towards</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nearest</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no meta-update</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>none</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>one for all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>outer step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>prototype</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>re-weight</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>read weights</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>real glyphs, synthetic handwriting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>real handwriting of twenty people, 50 alphabets</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>real photographs from ImageNet, made 84 x 84; Metascope may not give them away</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>real photographs of 32 x 32 pixels, 100 classes; its pictures come from the web and have no licence of their own</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>sample a sequence</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>sample classes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>sample groups</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>sample tasks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>separate vector</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>sgd</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>source</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>spirals</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>support</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>support+query</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>synthetic: drawn fresh from a formula, so training and test tasks never run out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>target</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>tasknorm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>train</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>train on each</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>train the source</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>training, from a random θ</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>transductive</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>uniform</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>update</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>usage</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>vinyals</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>vinyals: the fixed list of 1,028/172/423 characters; lake: background alphabets for training (one in six characters held out for validation), evaluation alphabets for the test.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>write</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>write and read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>your own pictures, read from your disk and kept there</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CompareFiles</name>
    <message>
        <source>New comparison</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name}: {count} runs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Forget the {count} runs that still wait</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open from a file…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>as text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>as Markdown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>as LaTeX</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The library no longer has {runs}; the comparison goes on without.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export figures into a folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a comparison</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Comparisons (*.json)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the comparison</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CompareHeader</name>
    <message>
        <source>Copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Comparisons</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The sentence, the table and the differences</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Begin another comparison, or open one of earlier days</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export figures…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Curves, tests and tables as files in a folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start the {count} runs that lack</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ComparePage</name>
    <message>
        <source>RUNS</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SAME TASK</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>RACE</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>TEST</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} runs were still waiting for a free core when the window was closed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Queue them again</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CompareWords</name>
    <message>
        <source>(not the same {what})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not the same {what}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Measuring what a step costs: {names}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add another algorithm: it gets the same tasks, seeds, budget, network and test episodes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The runs are under way; the curves show validation tasks. Test them when they are done.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Press Test for the scores on {count} identical tasks.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paired differences on the same {count} test tasks appear here once two methods are tested.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Intervals are of single pairs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Intervals are of single pairs; p is corrected for {count} pairs by Holm&apos;s method.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not tested as it stands now: {names}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} methods on {name}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ConflictView</name>
    <message>
        <source>Do source tasks agree?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>source task</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whether what helps one source task helps another, for multi-task learning.
Press Space to start: agreement is red, conflict blue.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No two source tasks have met in a batch yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cosine between the gradients of two tasks, a running mean: {mean} on average; {apart} % of the pairs pull apart.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>tasks {first} and {second}: {value}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Contest</name>
    <message>
        <source>{dataset}, {way}-way {shot}-shot</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{dataset}, {shot}-shot</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Corner</name>
    <message>
        <source>Search actions…  Ctrl+K</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CurveBar</name>
    <message>
        <source>x-axis</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the curves are drawn over (A); nothing is run again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>band: 95 % CI</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>band: ± 1 SD</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>band: lowest to highest</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Band</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the band around a mean over seeds is</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>● Follow</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Axes follow the data; zooming switches this off, a click on again</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CurveControls</name>
    <message>
        <source>What the curves are drawn over; tasks seen compares runs with different meta-batches (A)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>x-axis</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>smoothing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weight of the past in the debiased moving average; the raw curve stays visible behind</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>log loss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Also draw the query loss of the unadapted learner (dashed)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>● Follow</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Axes follow the data; zooming switches this off, a click on again</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CurveSettings</name>
    <message>
        <source>outer steps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>tasks seen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>samples seen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>compute seconds</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Differences</name>
    <message>
        <source>Paired differences</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>difference, points</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>difference in MSE</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>pair</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>95 % CI</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>p (Holm)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>verdict</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{better} − {worse}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>better</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>cannot be told apart</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} is better</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DrawPad</name>
    <message>
        <source>Draw here; Ctrl+Z takes a stroke back, Delete clears, Ctrl+V pastes a picture, or drop one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>That is not a picture that can be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>That picture is all of one brightness, so there is nothing to tell apart.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A picture of {width} x {height} px was made grey and {side} x {side}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{what} Its ground was bright, so it was inverted: the networks know bright ink.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DrawTask</name>
    <message>
        <source>Classes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drawings each</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From a test episode</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fill every pad from the next test episode, whose classes no learner has seen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Query</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the networks see</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take a picture as the query</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Query: draw one of the classes again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>what the networks see, {side} x {side} px</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Class {letter} has no drawing yet: every class needs one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The query is empty: draw one of the classes again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Class {letter}, drawing {number}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pictures (*.png *.jpg *.jpeg *.bmp *.gif *.webp)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a picture as the query</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>EmbeddingView</name>
    <message>
        <source>Embedding of the probe task</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>first axis</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>second axis</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where the network puts every example of the task, for methods that compare embeddings.
Press Space to start: classes gather round their prototypes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filled: support; hollow: queries; stars: prototypes. The plane explains {share} % of the spread and stays fixed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>query of {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>support example of {name}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Engine</name>
    <message>
        <source> Did you mean {close}?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> Each is one training run: how far another seed would land is not in these intervals.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>, noise {noise}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>, p corrected for {count} pairs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>10-shot, its own task distribution</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>20-way 1-shot</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>20-way 1-shot, trained 60-way</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>20-way 1-shot, transductive</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>20-way 5-shot</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>5 classes, 10th presentation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>5 classes, 2nd presentation, sequences of 50</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>5 classes, 5th presentation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>5-shot, 1 step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>5-shot, 10 steps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>5-shot, 5 steps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>5-way 1-shot</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>5-way 1-shot, Baseline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>5-way 1-shot, Baseline++</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>5-way 1-shot, trained 60-way</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>5-way 1-shot, transductive</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>5-way 5-shot</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>5-way 5-shot, Baseline++</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>5-way 5-shot, trained 60-way</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>5-way 5-shot, transductive</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>; did you mean {close}?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>; there is {join}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A task needs as many answers as examples, and at least one; it had {support_x} and {support_y}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All {steps} outer steps (steps) are taken; raise their number to go on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An outer loss that changes over training is not compiled; it runs as it is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Begins with {fitting} of {slow} tensors of {run}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Device (device) cannot be cuda: torch finds no CUDA GPU on this computer; choose cpu or auto.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Examples must be {input_shape} numbers each; these were of shape {shape}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Glyphs ({honest}), {sizes} classes for train/validation/test, rotations: {rotations}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Intervals cover the luck of training: {join} seeds each.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Metascope made a mistake it did not expect ({name}); the details are in the log.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>My pictures ({name}), split {rule}, {counted}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None of the {pictures} pictures in {path} can be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not the same: {unlike}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Omniglot must have {DRAWINGS} drawings of each character; {name} has {drawings}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Omniglot&apos;s drawings are {DRAWN} x {DRAWN} pixels; {name} in {source} is {size} x {size2}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Omniglot, {split} split, {sizes} classes for train/validation/test, rotations: {rotations}, {SIZE} x {SIZE} by {resize}, ink = 1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On {n} identical {shape} tasks {first} and {other} cannot be told apart (difference {by}, 95 % CI {low} to {high}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On {n} identical {shape} tasks {first} is better than {other} by {by} (95 % CI {low} to {high}), {time}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One seed only of {join}: training luck is not measured there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One seed: training luck is not measured.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only the fully connected network is compiled; the convolutional one runs as it is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PNG, JPEG, BMP, GIF or WebP</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paired on the same {n} episodes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pictures must be {join} pixels; these were {shape}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Points in the plane, {kind}, noise {noise}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Probe episodes are numbered from 0; it was {probe}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Runs compared must be tested on the same episodes: {what} is {a} in {first_run} and {b} in {run}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shots + queries must be at most {drawings}, the drawings of each class in {title}; {shot} + {queries} is {value}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shots + queries must be at most {there}, the drawings of {which} in {title}; {shot} + {queries} is {value}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sinusoids, phases over a {phases}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start from (init) must be the name of a run in the library; it was {text}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start from (init) must name a run of this library that has a checkpoint; it was {run}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start from (init) must name a run whose layers are as large as these: {unlike} is {theirs} in {run} ({other}) and {ours} here; give both the same number of filters or hidden units.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start from (init) must name a run with a layer like one of this network; {run} ({other}) has none.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The GPU reported an error and the run cannot go on there; choose the CPU as device, or restart the computer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The Vinyals split needs all 1,623 characters of Omniglot; {missing} are missing, the first {missing2}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The checkpoint {path} belongs to another network than these settings describe.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The checkpoint {path} cannot be read ({value}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The checkpoint {path} is damaged and cannot be used.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The checkpoint {path} is one of {other}; this run is one of {own}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The data folder {root} does not exist; choose one that holds {name}.zip, or download Omniglot.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The disk refused to work with {place} ({value}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The download of {dataset} was cancelled; it goes on from there when asked again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The folder {root} does not hold Omniglot: neither {name}.zip nor a folder {name} is in it or in its omniglot folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The library {folder} was written by a newer Metascope; this one cannot read it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The loss is no longer a finite number at outer step {value} with {what} {hyper}; a smaller {name}, such as {value2}, usually helps.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The loss is no longer a finite number at outer step {value}; try another seed or smaller rates.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The published split needs {listed} classes; {place} lacks {missing}, the first {missing2}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The run has not begun, so there is no learner yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The run {run} is not held ready, so its data cannot deal a task.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The transfer of {name} ended after {part} of {size} bytes; try again to go on from there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no checkpoint {path}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no file or folder {place}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no permission to write to {place}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no reading called {name}{name2}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no run called {run} in {folder}{near}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no space left on the disk for {place}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no {kind} called {name}{name2}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is not enough memory for this run; make the meta-batch, the queries or the number of filters smaller.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This learner tells {way} classes apart and needs examples of each; the task has {present}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ways (way) must be at most {count}, the number of {split} classes in {title}; it was {way}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ways (way) must be at most {ids}, the number of {split} classes in {title}; it was {way}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Width of the two hidden layers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a fifth of</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a quarter of</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a shape per task</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a task could not be adapted to</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a tenth of</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a third of</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a whole number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>accuracy, {name} presentation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>an error {size} lower</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>at random</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>by files and folders</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>cifar-100-python.tar.gz, cifar-100-binary.tar.gz or the pictures of CIFAR-FS</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>class without two pictures or a split</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>classes without two pictures or a split</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>conv {i}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>dataset</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>does not exist</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>downloading {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>drawing glyphs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>each class</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>filters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>first order</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>half</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in a time that is not known</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in the same time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in {ratio} times the time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in {value} % of the time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in {word} the time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>inner rate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is not a folder or a zip archive</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it asks for {module}.{name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>layer {i}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>listing pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>miniImageNet, {counted}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no dictionary</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>of {size} bytes, more than {LARGEST}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>of {width} x {height} pixels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>one of </source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>outer rate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>picture in no class&apos;s folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>pictures in no class&apos;s folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>queries</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>reading Omniglot</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>reading pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>reading {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>rotations: {rotations}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>seeds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>shots</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>shots (shot)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>slow work</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>tasks seen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>test accuracy, %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the checkpoint {path}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the connection timed out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the library {folder}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the pictures of miniImageNet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the run library</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the server answered {code} {reason}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the smallest class ({class_name})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>true or false</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>unreadable picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>unreadable pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ways</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ways (way)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>your pictures, a folder for each class</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{label} ({name}) cannot change while a run is under way; it takes effect in the next run.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{label} ({name}) must be {range_text}; it was {value}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{low} pictures each</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{low} to {high} pictures each</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} could not be fetched from {base}: {error}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} from {base} is not the published file: its sha256 differs; nothing was kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} in {path} cannot be read ({error}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} in {path} is not a list of classes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} in {path} is not a table of filename,label ({error}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} in {path} is not a table of filename,label.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} in {source} is not a readable picture.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} needs {needed} more bytes in {folder}, where {free} are free.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} {value} left out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{owner} has no setting named {name}{name2}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} cannot be read: {value}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} does not hold miniImageNet: no folder or picture is named after a class such as n01532829.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} has {labels} classes of at least two pictures; training, validation and test need two each, so six in all.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} has {usable} classes of at least two pictures, {members} of them for {split}; each of {join} and {SPLITS} needs two.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} holds no pictures of classes: it needs a folder for each class, with {KINDS} files in it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} holds none of the pictures that its train.csv, val.csv and test.csv list.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} is encrypted; unpack it and choose the folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} is not CIFAR-100, or damaged ({error}); fetch it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} is not CIFAR-100: it holds no {args}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} is not CIFAR-100: its labels go beyond its {names} class names.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} is not a checkpoint of Metascope.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} is not a whole zip archive ({error}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} is refused: it has {members} members.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} is refused: its member {filename} points outside the archive.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} is refused: {filename} would unpack to far more than pictures do.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} is refused: {name} is larger than CIFAR-100.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} is refused: {name} would unpack to {size} bytes, more than CIFAR-100.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} is split so that {shared} classes are in more than one part; classes of the test must be new.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{place} is damaged or is not a run library of Metascope.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{place} is in use by another program and did not become free.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{root} does not hold CIFAR-FS: neither {VERSIONS}.tar.gz, {VERSIONS2}.tar.gz nor a folder for each class.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{root} {what}; choose a folder that holds {title}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{run} and {run2} cannot be told apart by these episodes (p {p}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{run} is better than {run2} by {by} (p {p}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{sizes} classes for train/validation/test</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{size} points</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{source} cannot be read: {value}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{source} is not Omniglot: it holds no Alphabet/characterNN/*.png.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{source} is not a whole zip archive ({error}); fetch it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{source} is refused: its member {filename} points outside the archive.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{source} is refused: {filename} would unpack to {file_size} bytes, not a drawing&apos;s size.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{target} could not be written: {value}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{title} first learns to tell a fixed set of classes apart; {title2} draws new ones in every task.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{title} has no setting named {name}{name2}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{title} needs no download.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{title} offers no compiled outer step; it runs as it is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{title} on {title2} has no setting named {name}{name2}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{title} solves {join} tasks; {title2} is a {task} dataset.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{title} takes {join}; {title2} is made of {inputs}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{title} was trained to tell {way} classes apart; give it a task of {way}, not {way2}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{what} ({values})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{what} from {low} to {high}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>EngineThread</name>
    <message>
        <source>The run&apos;s process ended unexpectedly (code {code}); what its last checkpoint holds can be continued.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>EpisodeBoard</name>
    <message>
        <source>support</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>query: ✓ right, else the letter answered; bars: probability of each class</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>query: ✓ or the letter answered, probabilities</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>query: ✓ or the letter answered</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>query</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Class {letter}: {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Answer: {shares}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>EpisodeView</name>
    <message>
        <source>One unseen task: its support pictures, its queries, and the answers after every inner step.
Press Space to start and see them turn right.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next task</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another task of the validation classes (N)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step {step}: {right} of {count} queries right</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No inner steps, one pass: {right} of {count} queries right</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>; the true class gets {chance} % on average</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ExplainPanel</name>
    <message>
        <source>First, then: what was learned from many classes is the start for a few new ones; the query set judges it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Over tasks, a small loss on the query set after learning from the support set.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} on unseen tasks now: {after}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{known}, before adaptation {before}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None of its symbols is a setting.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FastWeightsView</name>
    <message>
        <source>The weights that support examples write, beside the slow ones, for methods that write some.
Press Space to start.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whose fast weights a query takes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>support example</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>query</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Slow and fast weights</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>layer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>norm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filters, slow above fast</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>filter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>attention</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>sizes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>filters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Queries take {share} % of their fast weights from examples of their own class.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>slow</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>First input channel of {layer}: the slow filters, then those each support example writes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Squares: slow weights; small marks: what each support example writes, at most {ratio} times as large.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>query of {name} takes {value} of what {example} wrote</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FieldEditor</name>
    <message>
        <source>Live: takes effect at once in a running run.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Takes effect in the next run.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{range}. {when}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FitView</name>
    <message>
        <source>One unseen task: a few support points, the true curve, and the fit after every inner step.
Press Space to start, then drag a point.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One task, fitted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put the points back where the task has them</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next task</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another task of the same kind (N)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>truth</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>step {step}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your own points. Asking the learner…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your own points; the curve is the learner&apos;s answer. Step {step}: error {support} on them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step {step}: error {support} on {count} support points (●, drag one), {query} on the queries (○).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One pass: error {support} on {count} support points (●, drag one), {query} on the queries (○).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Band: two standard deviations.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Glossary</name>
    <message>
        <source>A matrix the network writes to and reads from within one episode; it is wiped before the next.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A small problem of its own: a few classes, or one function, with a support set and a query set.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An example of the query set: it judges what was learned from the support set.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Examples of the query set: they judge what was learned from the support set.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gradient steps of adaptation, on the support loss of one task.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One gradient step of adaptation, on the support loss of one task.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One task as it is practised or tested: a support set and a query set.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One update of what all tasks share, from the query losses of a meta-batch.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Small problems of their own: a few classes, or one function, each with a support set and a query set.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The examples that judge what was learned from the support set; the two share none.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The few labelled examples a new task is learned from.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The last layer, which turns features into answers.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The mean of a class&apos;s embedded support examples.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The tasks whose query losses are averaged in one outer step.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weights made for one task or one example, beside the slow ones that training changes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weights that change only by training, and are the same for all tasks.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weights that sum to one and say how much is taken from where.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What all layers but the last make of an example.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where a network puts an example: points whose distances mean likeness.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>attention</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>embedding</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>episode</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>fast weights</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>features</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>head</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>inner step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>inner steps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>memory</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>meta-batch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>outer step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>prototype</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>queries</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>query</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>query set</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>slow weights</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>support set</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>task</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>tasks</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>GridDialog</name>
    <message>
        <source>Queue a grid of runs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seeds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Algorithms</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Datasets</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seeds of each</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} runs wait in the queue for a free core, also when the window is closed meanwhile. Each dataset is a comparison.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tick an algorithm and a dataset that go together.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Queue {count} runs</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Lanes</name>
    <message>
        <source>{tasks} tasks · {seconds} s</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LearnPage</name>
    <message>
        <source>Loss by step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Path</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Toy problem</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Memory</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Presentations</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Attention</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fast weights</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step sizes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sample weights</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Task conflict</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Embedding</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This method has nothing inside to show: what it does is all in the picture of the task.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SET-UP</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>RUNS</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ADAPTATION</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>INSIDE</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>EXPLAIN</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Transport</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go on from the checkpoint</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose folder…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name}, outer step {step}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{outer}, inner step {inner}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pause</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start or pause</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Accuracy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Error</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LossView</name>
    <message>
        <source>Loss after adaptation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>loss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The loss of every run will fall here.
Press Space to start.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>support</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>source</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name}: the loss is not a number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Strong: query loss; thin: support loss of the selected run.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Source: loss on all training classes, which is what it learns from.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} values are not numbers.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MemoryView</name>
    <message>
        <source>Memory of one episode</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>slot</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The memory of one episode, picture by picture, for methods that have one.
Press Space to start.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>what it holds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>where it wrote</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>where it read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>usage of slots</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Play the episode</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>place in the slot</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>After picture {place} of {count}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>picture, by its class</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> What reads add to an even spread over the slots.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name}, presentation {k}: {mark} answered {guess}, {share} % sure. Slot {slot} was wiped for it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Right in this episode, by presentation of the class: {shares}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>slot {slot}, place {place}: {value}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>picture {picture} ({name}), slot {slot}: {value}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MovementView</name>
    <message>
        <source>Which layers adapt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>inner step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>relative movement</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How far every layer moves in each inner step, for methods that adapt weights.
Press Space to start: a line for each layer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>‖φ − θ‖ / ‖θ‖ of each layer, mean over the probe tasks.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At step {step}, {layer} has moved most: {value}.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>OverlayView</name>
    <message>
        <source>Accuracy on unseen classes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>accuracy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The curves of the compared runs will appear here, over one another,
as soon as the first is validated.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Error on unseen tasks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>MSE</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>chance</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{source}: {value}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Band: 95 % CI over {count} seeds, thin: each seed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Band: ± 1 standard deviation over {count} seeds, thin: each seed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Band: lowest to highest of {count} seeds, thin: each seed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> or </source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One seed: training luck is not measured; band: 95 % CI over {count} validation tasks.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where there is one seed, training luck is not measured; band there: 95 % CI over {count} validation tasks.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PathView</name>
    <message>
        <source>Path through the support loss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>first main direction</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>second main direction</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where the inner steps take the weights, on the loss they descend, for methods that adapt weights.
Press Space to start: the steps walk downhill.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>log₁₀ loss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>path</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step {step}: support loss {loss} (start {start}). Contours are even in log loss; the plane explains {share} % of the path.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PlotMenu</name>
    <message>
        <source>Copy picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Logarithmic x</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Logarithmic y</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reset view</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save as PNG…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save as large PNG (4×)…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save as {kind}…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save figure</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>View as table</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>points</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PlotPanel</name>
    <message>
        <source>{title} (thousands)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{title} (millions)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PointsTask</name>
    <message>
        <source>Tick a run that learned sinusoids, or train one: MAML on sinusoids takes a minute.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your task, and every learner&apos;s curve after its inner steps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Amplitude</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Phase</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back onto the wave</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Points</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>truth</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name}: error on the points {before}, then {after}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name}: {after}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drag a point: every learner adapts again. {errors}.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PresentationView</name>
    <message>
        <source>Accuracy by presentation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>outer steps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>accuracy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How often the 1st, 2nd, 5th ... picture of a class is told right.
Press Space to start.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>chance</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On training episodes, a running mean. The first can only be guessed; the second is where memory shows.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RaceView</name>
    <message>
        <source>Race</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The bars grow with the first validation.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mean and 95 % interval on {episodes} identical test tasks.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mean and 95 % interval on {episodes} validation tasks, as they stand now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Intervals cover tasks and seeds.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RatesView</name>
    <message>
        <source>Learned step sizes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How large a step each layer has learned to take, for methods that learn it.
Press Space to start: they spread from one value.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>input</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>output</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only rates of single weights have a map.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>all layers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>step size α</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>% of the layer&apos;s rates</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>inner step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step sizes of {layer}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Each cell: the mean rate of the weights from one input to one output. All began at {start}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>input {column} to output {row}: {rate}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All began at {start}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{begun}; one rate for each layer and inner step.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{begun} (dashed). None is below zero.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{begun} (dashed). Below zero: {share} % of the rates of {layer}, the most of any layer.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RunList</name>
    <message>
        <source>Runs appear here, each with its colour. Several may race at once.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RunTable</name>
    <message>
        <source>Compared methods</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only what differs. Click a heading to sort; Ctrl+C copies; right-click for more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>method</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>state</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>accuracy, %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>MSE</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>test {what}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>validation {what}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>tasks seen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>seconds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{title}, seeds {seeds}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>waits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>loads</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy as text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy as Markdown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy as LaTeX</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One more seed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pause</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop; what it learned is kept</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look inside</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take out of the comparison</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SameTaskView</name>
    <message>
        <source>Next task</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give all of them another task (N)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One and the same unseen task under every method will appear here, as soon as they train.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>task {number}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SampleWeightsView</name>
    <message>
        <source>Used again most</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Used again least</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weights of source samples, sorted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>source sample</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>weight</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How much every source sample counts for this task, for methods that use samples again.
Press Space to start.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>round {round}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Effective sample size {effective} of {count}; an even weight is 1.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ScoreView</name>
    <message>
        <source>Accuracy on unseen classes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>accuracy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Accuracy on fixed validation tasks, with its 95 % interval, will rise here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Error on unseen tasks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>MSE</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>chance</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>training</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name}: {value} (mean ± 95 % CI, n = {count} fixed episodes).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} runs with another metric are not drawn here.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Scores</name>
    <message>
        <source>You</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{right} of {played}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SetupForm</name>
    <message>
        <source>Algorithm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dataset</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A folder that holds the dataset&apos;s archives or unpacked folders</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zip…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A zip archive with a folder of pictures for each class</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Download…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>about {time} in all, {step} ms a step, {memory} of memory</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>random weights</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>automatic</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>next run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The selected run goes on with its own value; Start begins a run with this one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No folder chosen yet. {source}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder with the dataset&apos;s files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zip archives (*.zip)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zip archive of pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Asking the server…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>▾ Fewer settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>▸ More settings</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SmallEpisodeView</name>
    <message>
        <source>step {step}: {right} of {count} right</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>one pass: {right} of {count} right</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StageStrip</name>
    <message>
        <source>query loss {query} before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>one pass over the support set</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>step {step} of {steps}, support loss {support}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>query loss {query}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>query loss {query}, accuracy {accuracy}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>‖Δθ‖ {norm}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StepScrubber</name>
    <message>
        <source>Play inner steps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Inner step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Inner steps; [ and ] move one step. Steps on the shaded part were never trained for.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop playing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Play the inner steps once</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>step {step} / {steps}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no inner steps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>beyond the {count} trained steps</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SweepView</name>
    <message>
        <source>The first tests are under way.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>shots</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ways</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>inner steps at test</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>accuracy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>MSE</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{what} against {x}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Test {what}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>chance</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} test tasks for each point; band: 95 % CI.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No inner steps: {names}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trained with {n}-shot tasks.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trained with {n}-way tasks.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Made for their number of ways only: {names}.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TenRounds</name>
    <message>
        <source>Query</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The query is of class {letter}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Begin ten rounds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Five characters nobody has seen, one drawing of each. Say which of them the large one is; the machines answer the same.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tick runs that learned five classes of pictures: they are whom you play against.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Round {round} of {rounds}: which class is the large one?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Right: it is {letter}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is {letter}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Play again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next round</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TermsBar</name>
    <message>
        <source>+ Algorithm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add an algorithm: it gets the same tasks, seeds, budget, network and test episodes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Grid…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Queue several algorithms, seeds and datasets at once</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dataset</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ways</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shots</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seeds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Runs of every algorithm, each with a seed of its own; more of them measure the luck of training</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>tasks seen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>compute seconds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>outer steps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Budget</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The runs that are here were trained on these tasks; a new comparison can have others.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>-way</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>-shot</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>seeds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>same network</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Same ways and shots for all. Click to let each algorithm have its own preset&apos;s.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not the same ways and shots: each algorithm gets its own preset&apos;s. Click to join them again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Same seeds for all. Click to give every algorithm seeds of its own.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not the same seeds: every algorithm gets seeds of its own. Click to join them again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Same budget for all. Click to let each algorithm train as long as its preset says.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not the same budget: each algorithm trains as long as its preset says. Click to join them again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Same network for all that have one of this kind. Click to let each have its own preset&apos;s.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not the same network: each algorithm has its own preset&apos;s. Click to join them again.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TestPanel</name>
    <message>
        <source>Test on {count} identical tasks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every checkpoint on the same test tasks of classes nobody has seen, in the background</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Differences</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>by shots</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>by ways</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>by inner steps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paired differences on the same test tasks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Test the same checkpoints with fewer and with more shots</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Test the same checkpoints with fewer and with more ways, where a method allows it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Test the same checkpoints after fewer and after more inner steps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tests done</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Theme</name>
    <message>
        <source>No installed font has Chinese letters; install one, such as the package fonts-noto-cjk, to read Chinese here.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Tile</name>
    <message>
        <source>seed {seed}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TimeLine</name>
    <message>
        <source>Meta-training</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Meta-training: how much of the run is done. Drag back to see the inside as it was; the end is now.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ToyView</name>
    <message>
        <source>Two parameters, three tasks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>log₁₀ loss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Inner rate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Inner steps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shade: loss after adaptation. Drag the ring. × where each task is solved, dashed: inner steps. Above the least loss: {words}.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TransportBar</name>
    <message>
        <source>Start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pause</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Space</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Inner step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Slow</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Same seed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New seed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back to now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the inside as it is, and follow the run again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No run yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>inside as at step {step}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} steps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} tasks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} tasks/s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{time} left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>RAM {size} GB</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go on</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Trials</name>
    <message>
        <source>There are no inner steps.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The process that tests ended unexpectedly; what came back until then is kept.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TryPage</name>
    <message>
        <source>Who answers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Train three quick ones on glyphs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draw</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Points</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You against the machines</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draw a few classes, then a query, and every trained learner says what it is.
No run has been trained yet: three small ones take about a minute, and answer here as they learn.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>WHO ANSWERS</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{label}
{dataset}, {way}-way {shot}-shot</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{label}
{dataset}, {shot} points</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nobody answers: tick a run at the left.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tick a run first: its data deal the episode.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Getting ready: {what}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Welcome</name>
    <message>
        <source>Which is better, on what, and is it luck?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Each algorithm you add gets the same tasks, seeds, budget, network and test episodes as the others; then their curves, their answers to one task, and their scores on 600 identical tasks stand side by side.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare MAML, Reptile, Prototypical and fine-tuning on glyphs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose algorithms and tasks myself</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Earlier comparisons</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare the {count} runs of this window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name}: {count} runs</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Window</name>
    <message>
        <source>Something in the window went wrong; training goes on. The log has the details.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>_CurveView</name>
    <message>
        <source>the inside is shown as it was here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} = {value}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>_Row</name>
    <message>
        <source>Pause or go on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop; what it learned is kept</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove from the list; it stays in the library</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{speed} tasks/s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{time} left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>waiting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>loading</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>running</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>paused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>finished</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>stopped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>failed</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>_Tiles</name>
    <message>
        <source>One task: filled tiles are support examples, hollow ones queries; a row a class</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
